package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.Gap;
import java.util.Optional;

/** What was found about one thing of a host that every relief depends on. */
final class Finding {
    private final String subject;
    private final String text;
    private final Gap gap;

    private Finding(String subject, String text, Gap gap) {
        this.subject = requireNonNull(subject, "subject is null");
        this.text = requireNonNull(text, "text is null");
        this.gap = gap;
    }

    static Finding good(String subject, String text) {
        return new Finding(subject, text, null);
    }

    /** It stops every relief, whatever way it goes. */
    static Finding bad(String subject, String text, String... remedies) {
        return new Finding(subject, text, Gap.of(text, remedies));
    }

    /** Such as {@code kill switch}. */
    String subject() {
        return subject;
    }

    String text() {
        return text;
    }

    /** Empty when all is well. */
    Optional<Gap> gap() {
        return Optional.ofNullable(gap);
    }
}
