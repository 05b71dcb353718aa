package io.github.memfrag.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.io.IOUtils;

/** The files of the folder {@code conf}, which lie in the jar too: it alone suffices to set up a host. */
public final class ConfFiles {
    /** What the agent itself runs. */
    public static final String HELPER = "helper/memfrag-helper";
    /** A jar's folders cannot be listed. */
    private static final List<String> NAMES = Collections.unmodifiableList(Arrays.asList(
            "memfrag.properties",
            HELPER,
            "helper/memfrag-spool",
            "sudoers.d/memfrag",
            "systemd/memfrag-relief.path",
            "systemd/memfrag-relief.service",
            "tmpfiles.d/memfrag.conf"));

    private ConfFiles() { }

    /** Their paths within {@code conf}. */
    public static List<String> names() {
        return NAMES;
    }

    /** @param name one of {@link #names()} */
    public static String text(String name) {
        if (!NAMES.contains(requireNonNull(name, "name is null"))) {
            throw new IllegalArgumentException("no such file: " + name);
        }
        try (InputStream in = ConfFiles.class.getResourceAsStream("conf/" + name)) {
            return IOUtils.toString(requireNonNull(in, "the jar lacks " + name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
