package io.github.memfrag.relief.helper;

import java.util.List;
import java.util.Optional;

/** A way that knows what it lacks. */
interface CheckedWay extends Way {
    /** All that is missing to have this done; empty when nothing is. */
    List<Gap> gaps(HelperCommand command);

    @Override
    default Optional<RuntimeException> obstacle(HelperCommand command) {
        return gaps(command).stream().findFirst().map(Gap::exception);
    }
}
