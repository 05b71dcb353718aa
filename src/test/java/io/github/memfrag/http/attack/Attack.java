package io.github.memfrag.http.attack;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One way in that is known or thinkable.
 *
 * @param effect what it does to a service behind an open Jolokia: that is checked, too
 * @param status of our answer to the last request; 0 where the connection is cut without one
 * @param requests as they stand on the wire, one connection each
 */
record Attack(String name, Effect effect, int status, List<Function<Surroundings, String>> requests) {
    /** What is asked through which doors. */
    enum Effect {
        /** Changes the service, writes a file of its, or has it call the attacker. */
        CHANGES,
        /** Tells the attacker a secret of the service. */
        TELLS,
        /** Nothing by itself: Jolokia withstands it too, or needs other settings to fall for it. */
        NOTHING
    }

    /**
     * What the attacker knows.
     *
     * @param trapPort where a connection of the victim's would arrive
     * @param directory where the service has its files
     * @param login a line that every request has, with its end, or nothing
     */
    record Surroundings(int trapPort, Path directory, String login) {
        /** What every request has whose connection ends with it. */
        String headers() {
            return login + "Connection: close\r\n";
        }

        /** Fills in {trap} and {dir}, and {!dir} as it is escaped in Jolokia's paths. */
        String fillIn(String text) {
            return text.replace("{trap}", Integer.toString(trapPort)).replace("{dir}", directory.toString())
                    .replace("{!dir}", directory.toString().replace("/", "!/"));
        }
    }

    /** JSON with ' for " in it. */
    static Attack post(String name, Effect effect, int status, String... bodies) {
        return new Attack(name, effect, status, requests(Attack::postOf, bodies));
    }

    /** @param paths what follows /jolokia/, as sent */
    static Attack get(String name, Effect effect, int status, String... paths) {
        return new Attack(name, effect, status, requests(path -> lines("GET /jolokia/" + path + " HTTP/1.1", "Host: localhost"), paths));
    }

    /** @param head request line and headers, without a login and the empty line */
    static Attack head(String name, Effect effect, int status, String... head) {
        return new Attack(name, effect, status, List.of(lines(head)));
    }

    /** The same POST with other or more headers. */
    static Attack postWith(String name, Effect effect, int status, String headers, String body) {
        return new Attack(name, effect, status, List.of(postOf(headers.contains("Host:") ? headers : "Host: localhost\r\n"
                + headers, body)));
    }

    /** As it stands, in ISO-8859-1; {headers} is where a login goes and the end of the connection, {login} where the former alone. */
    static Attack raw(String name, Effect effect, int status, String text) {
        return new Attack(name, effect, status, List.of(around -> around.fillIn(text.replace("{headers}",
                around.headers()).replace("{login}", around.login))));
    }

    static String json(String text) {
        return text.replace('\'', '"');
    }

    private static Function<Surroundings, String> postOf(String body) {
        return postOf("Host: localhost\r\nContent-Type: application/json\r\n", body);
    }

    private static Function<Surroundings, String> postOf(String headers, String body) {
        return around -> {
            String filled = latin1(around.fillIn(json(body)));
            return "POST /jolokia/ HTTP/1.1\r\n" + headers + around.headers() + "Content-Length: " + filled.length() + "\r\n\r\n" + filled;
        };
    }

    private static Function<Surroundings, String> lines(String... head) {
        return around -> Arrays.stream(head).map(line -> around.fillIn(line) + "\r\n").collect(Collectors.joining())
                + around.headers() + "\r\n";
    }

    private static List<Function<Surroundings, String>> requests(Function<String, Function<Surroundings, String>> form,
            String... contents) {
        return Arrays.stream(contents).map(form).toList();
    }

    /** Each character of the result is a byte of UTF-8. */
    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return name;
    }
}
