package io.github.memfrag.config;

import static java.util.Objects.requireNonNull;

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

/** Reads a configuration from agent arguments ({@code key=value,key=value}) and from the file that they may name. */
public final class ConfigurationReader {
    private final Map<ConfigKey<?>, String> texts = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    private ConfigurationReader() {}

    /** Argument over file over default. Never fails: what is wrong becomes a problem, and the default applies. */
    public static Result read(String arguments) {
        ConfigurationReader reader = new ConfigurationReader();
        Map<String, String> said = reader.split(arguments == null ? "" : arguments);
        Optional.ofNullable(said.get(ConfigKey.CONFIG.name())).flatMap(ConfigKey.CONFIG::parse).flatMap(file -> file)
                .ifPresent(reader::readFile);
        said.forEach((name, text) -> reader.accept(name, text, ""));
        return new Result(new Configuration(reader.texts), reader.problems, reader.faults);
    }

    private Map<String, String> split(String arguments) {
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
        try (Reader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (NoSuchFileException | FileNotFoundException e) {
            problem("config=" + file + ": no such file", "the defaults apply", "");
            return;
        } catch (IOException | IllegalArgumentException e) {
            problem("config=" + file + " cannot be read (" + reason(file, e) + ")", "the defaults apply", "");
            return;
        }
        Map<String, String> sorted = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> sorted.put(name, properties.getProperty(name).trim()));
        sorted.forEach((name, text) -> accept(name, text, file + ": "));
    }

    private void accept(String name, String text, String where) {
        Optional<ConfigKey<?>> key = ConfigKey.named(name);
        if (!key.isPresent()) {
            problem(where + "unknown key '" + name + "'", "ignored", ". Known: " + names());
        } else if (key.get() == ConfigKey.CONFIG && !where.isEmpty()) {
            problem(where + "config names a file and cannot stand in one", "ignored", "");
        } else if (!key.get().parse(text).isPresent()) {
            problem(where + name + "=" + text + " is not allowed", effective(key.get()) + " applies", ". Allowed: " + key.get().allowed());
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

    private String effective(ConfigKey<?> key) {
        if (texts.containsKey(key)) {
            return "the file's " + texts.get(key);
        }
        return ConfigKey.all().contains(key) ? "the default " + key.defaultText() : "what holds for all orders";
    }

    private static String names() {
        StringBuilder names = new StringBuilder();
        ConfigKey.all().forEach(key -> names.append(names.length() == 0 ? "" : ", ").append(key.name())
                .append(key.isPerOrder() ? "[.ORDER]" : ""));
        return names.toString();
    }

    /** A configuration that is always usable, and what was wrong on the way to it. */
    public static final class Result {
        private final Configuration configuration;
        private final List<String> problems;
        private final List<String> faults;

        Result(Configuration configuration, List<String> problems, List<String> faults) {
            this.configuration = requireNonNull(configuration, "configuration is null");
            this.problems = Collections.unmodifiableList(new ArrayList<>(problems));
            this.faults = Collections.unmodifiableList(new ArrayList<>(faults));
        }

        public Configuration configuration() {
            return configuration;
        }

        /** One line each, naming key, value, what applies instead and what is allowed. */
        public List<String> problems() {
            return problems;
        }

        /** The same for whoever does not go on: without what would apply. */
        public List<String> faults() {
            return faults;
        }
    }
}
