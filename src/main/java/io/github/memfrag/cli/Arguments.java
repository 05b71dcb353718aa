package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toList;

import io.github.memfrag.config.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What was said after the command's name: options, as {@code --order 4} or {@code --order=4}, and operands, in any order. */
final class Arguments {
    private final Map<Option, String> values;
    private final List<String> operands;

    private Arguments(Map<Option, String> values, List<String> operands) {
        this.values = values;
        this.operands = Collections.unmodifiableList(operands);
    }

    /** Said twice, the last counts; after {@code --} all are operands. */
    static Arguments parse(List<String> words, List<Option> allowed) throws UsageException {
        requireNonNull(words, "words is null");
        requireNonNull(allowed, "allowed is null");
        Map<Option, String> values = new HashMap<>();
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                operands.addAll(words.subList(i + 1, words.size()));
                break;
            }
            if (!word.startsWith("-") || word.equals("-")) {
                operands.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            Option option = option(equals < 0 ? word : word.substring(0, equals), allowed);
            if (!option.takesValue()) {
                if (equals >= 0) {
                    throw new UsageException(option + " takes no value");
                }
                values.put(option, "");
            } else if (equals >= 0) {
                values.put(option, word.substring(equals + 1));
            } else if (option.impliedValue().isPresent()) {
                values.put(option, option.impliedValue().get());
            } else if (i + 1 < words.size()) {
                values.put(option, words.get(++i));
            } else {
                throw new UsageException(option + " needs a value: " + option.syntax());
            }
        }
        return new Arguments(values, operands);
    }

    private static Option option(String name, List<Option> allowed) throws UsageException {
        return allowed.stream().filter(option -> option.name().equals(name)).findFirst()
                .orElseThrow(() -> new UsageException("unknown option " + name + "; "
                        + new Suggestion(allowed.stream().map(Option::name).collect(toList())).insteadOf(name)));
    }

    boolean has(Option option) {
        return values.containsKey(requireNonNull(option, "option is null"));
    }

    Optional<String> value(Option option) {
        return Optional.ofNullable(values.get(requireNonNull(option, "option is null")));
    }

    /** The value as a whole number; empty when the option was not given. */
    OptionalInt number(Option option, int min, int max) throws UsageException {
        if (!has(option)) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(values.get(option));
            if (number >= min && number <= max) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // Said below, with what is allowed.
        }
        throw new UsageException(option + " " + values.get(option) + " is not allowed: a whole number from " + min + " to " + max);
    }

    /** The value, as the configuration would understand it; empty when the option was not given. */
    <T> Optional<T> value(Option option, ValueType<T> type) throws UsageException {
        Optional<String> text = value(option);
        if (!text.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(type.parse(text.get()).orElseThrow(
                () -> new UsageException(option + " " + text.get() + " is not allowed: " + type.allowed())));
    }

    /** The value, one of these words; empty when the option was not given. */
    Optional<String> oneOf(Option option, String... allowed) throws UsageException {
        Optional<String> value = value(option);
        if (value.isPresent() && !Arrays.asList(allowed).contains(value.get())) {
            throw new UsageException(option + " " + value.get() + " is not allowed: " + String.join(", ", allowed));
        }
        return value;
    }

    /** All that is no option. */
    List<String> operands() {
        return operands;
    }

    /** For commands that take options only. */
    void refuseOperands() throws UsageException {
        if (!operands.isEmpty()) {
            throw new UsageException("'" + operands.get(0) + "' is one argument too many");
        }
    }
}
