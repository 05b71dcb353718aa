package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** One field of a {@link Table}. */
final class Cell {
    private final int width;
    private final IntFunction<String> drawing;

    private Cell(int width, IntFunction<String> drawing) {
        this.width = width;
        this.drawing = drawing;
    }

    static Cell left(String text) {
        return left(text, UnaryOperator.identity());
    }

    /** @param paint colours the padded text; it may not change what one sees of it */
    static Cell left(String text, UnaryOperator<String> paint) {
        requireNonNull(text, "text is null");
        requireNonNull(paint, "paint is null");
        return new Cell(text.length(), columns -> paint.apply(text) + repeat(' ', columns - text.length()));
    }

    static Cell right(String text) {
        return right(text, UnaryOperator.identity());
    }

    static Cell right(String text, UnaryOperator<String> paint) {
        requireNonNull(text, "text is null");
        requireNonNull(paint, "paint is null");
        return new Cell(text.length(), columns -> repeat(' ', columns - text.length()) + paint.apply(text));
    }

    /** A drawing that fills its column, however wide that is. */
    static Cell filling(IntFunction<String> drawing) {
        return new Cell(0, requireNonNull(drawing, "drawing is null"));
    }

    /** Text that may stand out over its column, and makes it no wider. */
    static Cell heading(String text) {
        requireNonNull(text, "text is null");
        return new Cell(0, columns -> text);
    }

    static Cell empty() {
        return left("");
    }

    /** Characters that it needs. */
    int width() {
        return width;
    }

    /** Exactly so many visible characters. */
    String draw(int columns) {
        return drawing.apply(columns);
    }

    static String repeat(char sign, int times) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < times; i++) {
            text.append(sign);
        }
        return text.toString();
    }
}
