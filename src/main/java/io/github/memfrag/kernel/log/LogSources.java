package io.github.memfrag.kernel.log;

import io.github.memfrag.kernel.KernelTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which sources the key {@code kernel.log} names. */
final class LogSources {
    private static final String[] AUTO = {"kmsg", "journal", "/var/log/kern.log", "/var/log/messages"};
    /** A journal shows its first line within a fraction of that, unless the machine is very busy. */
    private static final long JOURNAL_SILENCE_MILLIS = 10_000;

    private LogSources() {}

    /** In the order in which they are to be tried; the files are those of the tree, and a recorded tree has no journal. */
    static List<LogSource> of(KernelTree tree, List<String> setting) {
        PrintkClock clock = PrintkClock.of(tree);
        List<LogSource> sources = new ArrayList<>();
        for (String word : setting) {
            for (String name : word.equals("auto") ? AUTO : new String[] {word}) {
                if (!name.equals("none")) {
                    sources.add(named(name, tree, clock));
                }
            }
        }
        return sources;
    }

    private static LogSource named(String name, KernelTree tree, PrintkClock clock) {
        boolean recorded = tree.recordedRoot().isPresent();
        switch (name) {
            case "kmsg":
                return recorded ? new KmsgFile(tree.locate(KmsgDevice.FILE), clock)
                        : new KmsgDevice(tree.locate(KmsgDevice.FILE), clock);
            case "journal":
                return recorded ? new NoJournal() : new Journal(Journal.COMMAND, JOURNAL_SILENCE_MILLIS);
            default:
                return new LogFile(name, tree.locate(name), clock);
        }
    }

    private static final class NoJournal implements LogSource {
        @Override
        public String name() {
            return "journal";
        }

        @Override
        public void follow(LogSink sink) throws IOException {
            throw new IOException("it is this host's, not the recorded tree's");
        }
    }
}
