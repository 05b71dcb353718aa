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
    private final Kind kind;
    private final List<String> remedies;

    private Gap(String missing, String advice, Kind kind, List<String> remedies) {
        this.missing = requireNonNull(missing, "missing is null");
        this.advice = requireNonNull(advice, "advice is null");
        this.kind = requireNonNull(kind, "kind is null");
        this.remedies = Collections.unmodifiableList(new ArrayList<>(remedies));
    }

    /** @param remedies command lines that mend it; none where none can */
    public static Gap of(String missing, String... remedies) {
        return new Gap(missing, "", Kind.CLOSED, Arrays.asList(remedies));
    }

    /** @param advice for who is refused because of it, a further sentence */
    static Gap advising(String missing, String advice) {
        return new Gap(missing, ". " + advice, Kind.CLOSED, Collections.emptyList());
    }

    /** Nobody can have it done here, by whatever way. */
    static Gap unsupported(String missing) {
        return new Gap(missing, "", Kind.UNSUPPORTED, Collections.emptyList());
    }

    /** Whoever set the host up wants it so: there is nothing to mend. @param advice as for {@link #advising} */
    static Gap chosen(String missing, String advice) {
        return new Gap(missing, ". " + advice, Kind.CHOSEN, Collections.emptyList());
    }

    /** It may work all the same; whoever tries will know. */
    public static Gap unknown(String missing) {
        return new Gap(missing, "", Kind.UNKNOWN, Collections.emptyList());
    }

    /** A sentence without its end, for people. */
    public String missing() {
        return missing;
    }

    /** Command lines to paste, one after another; they say {@code java -jar memfrag-agent.jar} for this program. */
    public List<String> remedies() {
        return remedies;
    }

    public boolean isUnknown() {
        return kind == Kind.UNKNOWN;
    }

    RuntimeException exception() {
        switch (kind) {
            case UNSUPPORTED:
                return new UnsupportedOperationException(missing + advice);
            case CHOSEN:
                return new CeilingException(missing + advice);
            default:
                return new SecurityException(missing + advice);
        }
    }

    private enum Kind { CLOSED, UNSUPPORTED, CHOSEN, UNKNOWN }
}
