package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who look on. Whatever they do, it does not spoil a relief that has begun. */
final class Listeners {
    private final List<ReliefListener> listeners = new CopyOnWriteArrayList<>();

    void add(ReliefListener listener) {
        listeners.add(requireNonNull(listener, "listener is null"));
    }

    void tell(Consumer<ReliefListener> event) {
        for (ReliefListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | Error e) {
                // Nobody is there to be told of it.
            }
        }
    }
}
