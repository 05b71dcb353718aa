package io.github.memfrag.cli;

/** How this program is called, for lines that one can copy. */
final class Invocation {
    private Invocation() {}

    /**
     * {@code java -jar target/memfrag-agent.jar report}, with the jar's path as it was given.
     *
     * @param words what follows
     */
    static String of(String words) {
        // Under -jar the class path is the jar's path, as it was typed.
        String classPath = System.getProperty("java.class.path", "");
        String jar = classPath.endsWith(".jar") && !classPath.contains(":") ? classPath : "memfrag-agent.jar";
        return "java -jar " + (jar.contains(" ") ? "'" + jar + "'" : jar) + " " + words;
    }

    static String asRoot(String words) {
        return "sudo " + of(words);
    }
}
