package io.github.memfrag.http.fuzz;

import java.nio.file.Path;
import java.util.List;

/** The long fuzz: see {@code src/test/rigs/fuzz/run}. */
public final class FuzzRig {
    private static final int SHOWN = 20;

    private FuzzRig() {}

    /** @param arguments kernel root, seed, number of requests */
    public static void main(String[] arguments) throws InterruptedException {
        long seed = Long.parseLong(arguments[1]);
        long count = Long.parseLong(arguments[2]);
        System.out.println("seed " + seed + ", " + count + " requests");
        long start = System.nanoTime();
        List<String> troubles;
        try (FuzzedHost host = FuzzedHost.start(Path.of(arguments[0]))) {
            Fuzz fuzz = new Fuzz(host, seed);
            troubles = fuzz.run(count);
            System.out.println(fuzz.answered() + " answered, the others cut, in " + (System.nanoTime() - start) / 1_000_000_000 + " s");
        }
        troubles.stream().limit(SHOWN).forEach(trouble -> System.out.println("FAILED " + trouble));
        // However many requests, it is one test.
        System.out.println((troubles.isEmpty() ? 1 : 0) + " passed, " + troubles.size() + " failed");
        System.exit(troubles.isEmpty() ? 0 : 1);
    }
}
