package io.github.memfrag.http;

/** What was asked for is there for those only who log in. */
final class LoginNeededException extends SecurityException {
    private static final long serialVersionUID = 1L;

    LoginNeededException(String message) {
        super(message);
    }
}
