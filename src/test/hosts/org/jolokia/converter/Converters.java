package org.jolokia.converter;

/** Without it no request is answered: of another version, it would break an agent that took the service's classes for its own. */
public final class Converters {
    private Converters() {}
}
