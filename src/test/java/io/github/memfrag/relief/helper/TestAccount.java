package io.github.memfrag.relief.helper;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A user kafka who may have what a test gives it. */
public final class TestAccount implements Account {
    private final Set<Path> allowed = new HashSet<>();
    final List<List<String>> asked = new ArrayList<>();
    private String answer = "exit 1";
    private boolean noNewPrivileges;

    TestAccount may(Path... files) {
        allowed.addAll(List.of(files));
        return this;
    }

    TestAccount withNoNewPrivileges() {
        noNewPrivileges = true;
        return this;
    }

    /** @param script that runs in the place of every question to sudo, whose $2 is "serve" and whose $3 the ceiling */
    TestAccount answering(String script) {
        answer = script;
        return this;
    }

    @Override
    public String sentence() {
        return "kafka has uid 990";
    }

    @Override
    public String user() {
        return "kafka";
    }

    @Override
    public long uid() {
        return 990;
    }

    @Override
    public boolean noNewPrivileges() {
        return noNewPrivileges;
    }

    @Override
    public void check(Path file, AccessMode... modes) throws IOException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!allowed.contains(file)) {
            throw new AccessDeniedException(file.toString());
        }
    }

    @Override
    public List<String> commandLine(List<String> command) {
        asked.add(command);
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", answer));
        line.addAll(command.subList(2, command.size())); // sudo -n -l HELPER serve CEILING
        return line;
    }
}
