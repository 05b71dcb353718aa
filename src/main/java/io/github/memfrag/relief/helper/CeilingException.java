package io.github.memfrag.relief.helper;

/** A way is open, but whoever set the host up lets it go less far. */
final class CeilingException extends SecurityException {
    private static final long serialVersionUID = 1;

    CeilingException(String message) {
        super(message);
    }
}
