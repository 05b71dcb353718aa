package io.github.memfrag.http;

/** Operations of the names that the real MBean of the cure has; each tells who started it. */
public interface Relief {
    String compactMemory();

    String dropCaches(int what);

    String relieve(int order);

    String relieve(int order, String max);

    String cancel();

    String report(long id);
}
