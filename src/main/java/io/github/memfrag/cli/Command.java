package io.github.memfrag.cli;

import java.io.IOException;
import java.util.List;

/** One thing that {@code java -jar memfrag-agent.jar} does. */
interface Command {
    /** The word that calls it, such as {@code drop-caches}. */
    String name();

    /** Its operands as the help shows them, such as {@code PID [KEY=VALUE,...]}; empty for none. */
    String operands();

    /** What it does, in a line. */
    String summary();

    /** More to know before one uses it: whole sentences, a paragraph each. */
    List<String> details();

    /** Its own options; {@code --help} and {@code --color} every command has. */
    List<Option> options();

    /** To copy, the one that most people want first. */
    List<Example> examples();

    /**
     * Does it.
     *
     * @return the process's {@link ExitStatus}
     * @throws UsageException when the arguments make no sense; {@link ExitStatus#USAGE}
     * @throws IOException when the thing failed, with a message for people; {@link ExitStatus#FAILED}
     */
    int run(Arguments arguments, Terminal terminal) throws UsageException, IOException, InterruptedException;
}
