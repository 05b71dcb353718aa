package io.github.memfrag.relief;

import io.github.memfrag.relief.helper.ReliefStep;

/** Is told of each step as it begins and ends, on the thread that runs the relief, and must not throw or linger. */
public interface ReliefProgress {
    /** Nobody looks. */
    ReliefProgress NONE = new ReliefProgress() {
        @Override
        public void stepStarted(String name) { }

        @Override
        public void stepEnded(ReliefStep step) { }
    };

    /** @param name as {@link ReliefStep#name()} */
    void stepStarted(String name);

    void stepEnded(ReliefStep step);
}
