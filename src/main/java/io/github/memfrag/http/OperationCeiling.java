package io.github.memfrag.http;

import io.github.memfrag.relief.helper.Ceiling;

/** How far an operation goes, so that a user's ceiling can be held against it. */
final class OperationCeiling {
    private static final int PAGE_CACHE = 1;

    private OperationCeiling() {}

    /**
     * The ceiling that a user needs at least. What does not say how far it goes, or is not known here, may go all the way.
     *
     * @param arguments in the types of the operation's parameters
     */
    static Ceiling of(String operation, Object... arguments) {
        switch (operation) {
            case "compactMemory":
            case "startCompactMemory":
            case "compactNode":
            case "startCompactNode":
            case "cancel":
                return Ceiling.COMPACT;
            case "dropCaches":
            case "startDropCaches":
                return arguments.length == 1 && Integer.valueOf(PAGE_CACHE).equals(arguments[0]) ? Ceiling.PAGECACHE : Ceiling.ALL;
            case "relieve":
            case "startRelieve":
                return arguments.length == 2 && arguments[1] instanceof String
                        ? Ceiling.named((String) arguments[1]).orElse(Ceiling.ALL) : Ceiling.ALL;
            default:
                return Ceiling.ALL;
        }
    }
}
