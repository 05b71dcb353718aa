package io.github.memfrag.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Reads a configuration from agent arguments ({@code key=value,key=value}) and from the file that they may name. It never fails: what
 * is wrong becomes a problem, and what applies instead is the default, or, when the file is read again, what applied before.
 */
public final class ConfigurationReader {
    /** Every key, with a page of comments each, has some dozens of KiB. */
    private static final int MAX_BYTES = 1 << 20;

    private final String arguments;
    private final Optional<Configuration> previous;
    private final Map<ConfigKey<?>, String> texts = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    private ConfigurationReader(String arguments, Optional<Configuration> previous) {
        this.arguments = arguments;
        this.previous = previous;
    }

    /** Argument over file over default. */
    public static Result read(String arguments) {
        return new ConfigurationReader(arguments == null ? "" : arguments, Optional.empty()).read();
    }

    private Result read() {
        Map<String, String> said = split();
        Optional<Path> file = Optional.ofNullable(said.get(ConfigKey.CONFIG.name())).flatMap(ConfigKey.CONFIG::parse)
                .flatMap(named -> named);
        Object stamp = file.map(FileWatch::stamp).orElse("no file");
        file.ifPresent(this::readFile);
        said.forEach((name, text) -> accept(name, text, ""));
        new Contradictions(texts, previous, (fault, consequence) -> problem(fault, consequence, "")).mend();
        return new Result(this, file, stamp);
    }

    private Map<String, String> split() {
        Map<String, String> said = new LinkedHashMap<>();
        for (String argument : arguments.split(",")) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                said.put(argument.substring(0, equals).trim(), argument.substring(equals + 1).trim());
            } else if (!argument.trim().isEmpty()) {
                problem("'" + argument.trim() + "' is not key=value", "ignored", "");
            }
        }
        return said;
    }

    private void readFile(Path file) {
        Properties properties = new Properties();
        try {
            checkReadable(file);
            try (Reader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
                properties.load(in);
            }
        } catch (NoSuchFileException | FileNotFoundException e) {
            unreadable("config=" + file + ": no such file");
            return;
        } catch (IOException | IllegalArgumentException e) {
            unreadable("config=" + file + " cannot be read (" + reason(file, e) + ")");
            return;
        }
        Map<String, String> sorted = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> sorted.put(name, properties.getProperty(name).trim()));
        sorted.forEach((name, text) -> accept(name, text, file + ": "));
        if (!sorted.keySet().stream().allMatch(name -> ConfigKey.named(name).isPresent())) {
            // A mistyped name is no word for taking back what stood there before.
            previous.ifPresent(configuration -> configuration.said().forEach(texts::putIfAbsent));
        }
    }

    private void checkReadable(Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes > MAX_BYTES) {
            throw new IOException("it is larger than a configuration can be");
        }
        if (previous.isPresent() && !Files.isRegularFile(file)) { // reading a pipe might never end
            throw new IOException("it is no file");
        }
        if (previous.isPresent() && bytes == 0) { // left so by a full disk, and it would take back every restriction
            throw new IOException("it is empty; a comment in it, and all defaults apply");
        }
    }

    private void unreadable(String fault) {
        previous.ifPresent(configuration -> texts.putAll(configuration.said()));
        problem(fault, previous.isPresent() ? "what was read before stays" : "the defaults apply", "");
    }

    private void accept(String name, String text, String where) {
        Optional<ConfigKey<?>> key = ConfigKey.named(name);
        if (!key.isPresent()) {
            problem(where + "unknown key '" + name + "'", where.isEmpty() || !previous.isPresent() ? "ignored"
                    : "ignored, and keys whose line is gone stay as they were", ". Known: " + names());
        } else if (key.get() == ConfigKey.CONFIG && !where.isEmpty()) {
            problem(where + "config names a file and cannot stand in one", "ignored", "");
        } else if (!key.get().parse(text).isPresent()) {
            problem(where + name + "=" + text + " is not allowed", where.isEmpty() ? effective(key.get()) : former(key.get()),
                    ". Allowed: " + key.get().allowed());
        } else {
            texts.put(key.get(), text);
        }
    }

    /** @param consequence for whoever goes on all the same */
    private void problem(String fault, String consequence, String help) {
        problems.add(fault + "; " + consequence + help);
        faults.add(fault + help);
    }

    private static String reason(Path file, Exception e) {
        return Files.isDirectory(file) ? "it is a directory" : e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
    }

    /** Of a line of the file. @return what applies in its place */
    private String former(ConfigKey<?> key) {
        Optional<String> former = previous.flatMap(configuration -> configuration.said(key));
        former.ifPresent(text -> texts.put(key, text));
        return former.map(text -> text + " stays").orElseGet(() -> effective(key));
    }

    private String effective(ConfigKey<?> key) {
        if (texts.containsKey(key)) {
            return "the file's " + texts.get(key) + " applies";
        }
        return (ConfigKey.all().contains(key) ? "the default " + key.defaultText() : "what holds for all orders") + " applies";
    }

    private static String names() {
        StringBuilder names = new StringBuilder();
        ConfigKey.all().forEach(key -> names.append(names.length() == 0 ? "" : ", ").append(key.name())
                .append(key.isPerOrder() ? "[.ORDER]" : ""));
        return names.toString();
    }

    /** A configuration that is always usable, and what was wrong on the way to it. */
    public static final class Result {
        private final String arguments;
        private final Optional<Path> file;
        private final Object stamp;
        private final Configuration configuration;
        private final List<String> problems;
        private final List<String> faults;

        private Result(ConfigurationReader reader, Optional<Path> file, Object stamp) {
            this.arguments = reader.arguments;
            this.file = file;
            this.stamp = stamp;
            this.configuration = new Configuration(reader.texts);
            this.problems = Collections.unmodifiableList(reader.problems);
            this.faults = Collections.unmodifiableList(reader.faults);
        }

        /** The same arguments with the file as it is now. What is wrong in it leaves what applied before. */
        public Result again() {
            return new ConfigurationReader(arguments, Optional.of(configuration)).read();
        }

        /** The file that the arguments name, whether it exists or not. */
        public Optional<Path> file() {
            return file;
        }

        /** {@link FileWatch#stamp} of the file before it was read. */
        public Object stamp() {
            return stamp;
        }

        public Configuration configuration() {
            return configuration;
        }

        /** One line each, naming key, value, what applies instead and what is allowed. */
        public List<String> problems() {
            return problems;
        }

        /** Those of the problems that an earlier reading did not have. */
        public List<String> problemsSince(Result earlier) {
            List<String> news = new ArrayList<>();
            for (int i = 0; i < problems.size(); i++) {
                if (!earlier.faults.contains(faults.get(i))) {
                    news.add(problems.get(i));
                }
            }
            return news;
        }

        /** The same for whoever does not go on: without what would apply. */
        public List<String> faults() {
            return faults;
        }
    }
}
