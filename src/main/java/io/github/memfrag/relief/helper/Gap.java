package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One thing that a way lacks. */
public final class Gap {
    private final String missing;
    private final String advice;
    private final boolean unsupported;
    private final List<String> remedies;

    private Gap(String missing, String advice, boolean unsupported, List<String> remedies) {
        this.missing = requireNonNull(missing, "missing is null");
        this.advice = requireNonNull(advice, "advice is null");
        this.unsupported = unsupported;
        this.remedies = Collections.unmodifiableList(new ArrayList<>(remedies));
    }

    /** @param remedies command lines that mend it; none where none can */
    public static Gap of(String missing, String... remedies) {
        return new Gap(missing, "", false, Arrays.asList(remedies));
    }

    /** @param advice for who is refused because of it, a further sentence */
    static Gap advising(String missing, String advice) {
        return new Gap(missing, ". " + advice, false, Collections.emptyList());
    }

    /** Nobody can have it done here, by whatever way. */
    static Gap unsupported(String missing) {
        return new Gap(missing, "", true, Collections.emptyList());
    }

    /** A sentence without its end, for people. */
    public String missing() {
        return missing;
    }

    /** Command lines to paste, one after another; they say {@code java -jar memfrag-agent.jar} for this program. */
    public List<String> remedies() {
        return remedies;
    }

    RuntimeException exception() {
        return unsupported ? new UnsupportedOperationException(missing + advice) : new SecurityException(missing + advice);
    }
}
