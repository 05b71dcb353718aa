package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanException;
import javax.management.ReflectionException;
import javax.management.RuntimeErrorException;
import javax.management.RuntimeMBeanException;
import javax.management.RuntimeOperationsException;

/**
 * What a client is told when a request fails: a status and one line. The line never holds a stack trace, and no message that the
 * JVM words itself, as those name class loaders and the like.
 */
final class Failure {
    private static final int MAX_CHARS = 2000;

    private final int status;
    private final String message;
    private final String type;

    private Failure(int status, String message, String type) {
        this.status = status;
        this.message = message;
        this.type = type;
    }

    static Failure of(Throwable thrown) {
        Throwable cause = unwrap(requireNonNull(thrown, "thrown is null"));
        return new Failure(statusOf(cause, cause != thrown), messageOf(cause), cause.getClass().getName());
    }

    /**
     * 401 not without a login, 403 closed, 404 not there, 400 asked in a wrong way, 409 not now, as the guard says of a relief, 501 not
     * on this host, 500 else.
     */
    int status() {
        return status;
    }

    String message() {
        return message;
    }

    /** Class name of what went wrong, as Jolokia's clients show it. */
    String type() {
        return type;
    }

    /** MBean servers wrap what an MBean throws; what it threw is what the client wants to know. */
    private static Throwable unwrap(Throwable thrown) {
        boolean wrapper = thrown instanceof MBeanException || thrown instanceof RuntimeMBeanException
                || thrown instanceof RuntimeOperationsException || thrown instanceof RuntimeErrorException;
        return wrapper && thrown.getCause() != null ? unwrap(thrown.getCause()) : thrown;
    }

    private static int statusOf(Throwable cause, boolean saidByAnMBean) {
        if (cause instanceof LoginNeededException) {
            return 401;
        }
        if (cause instanceof SecurityException) {
            return 403;
        }
        if (cause instanceof InstanceNotFoundException || cause instanceof AttributeNotFoundException
                || cause instanceof ReflectionException) {
            return 404;
        }
        if (cause instanceof IllegalArgumentException) {
            return 400;
        }
        if (saidByAnMBean && cause instanceof IllegalStateException) {
            return 409;
        }
        return saidByAnMBean && cause instanceof UnsupportedOperationException ? 501 : 500;
    }

    private static String messageOf(Throwable cause) {
        String text = cause.getMessage();
        if (cause instanceof AttributeNotFoundException) {
            text = "no such attribute: " + text + "; list shows those there are";
        } else if (cause instanceof InstanceNotFoundException) {
            text = "no such MBean: " + text + "; search/*:* shows those there are";
        }
        if (text == null || text.isEmpty() || isWordedByTheJvm(cause)) {
            return "internal error: " + cause.getClass().getSimpleName();
        }
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "...";
    }

    private static boolean isWordedByTheJvm(Throwable cause) {
        return cause instanceof ClassCastException || cause instanceof NullPointerException
                || cause instanceof IndexOutOfBoundsException || cause instanceof ArrayStoreException || cause instanceof Error;
    }
}
