package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.verdict.Cause;
import io.github.memfrag.verdict.Verdict;
import java.util.List;

/** How a verdict looks: the state in its colour with the cause, and the sentence with the numbers. */
final class StateText {
    private final Verdict verdict;
    private final Style style;

    StateText(Verdict verdict, Style style) {
        this.verdict = requireNonNull(verdict, "verdict is null");
        this.style = requireNonNull(style, "style is null");
    }

    /** {@code CRITICAL: FRAGMENTATION}, or {@code OK} alone. */
    String headline() {
        return style.bold(painted(verdict.state().name()))
                + (verdict.cause() == Cause.NONE ? "" : style.bold(": " + verdict.cause()));
    }

    /** @param columns how many characters a line may have */
    List<String> reason(int columns) {
        return Paragraph.wrap(verdict.reason() + ".", columns);
    }

    private String painted(String text) {
        switch (verdict.state()) {
            case OK:
                return style.green(text);
            case CRITICAL:
                return style.red(text);
            default:
                return style.yellow(text);
        }
    }
}
