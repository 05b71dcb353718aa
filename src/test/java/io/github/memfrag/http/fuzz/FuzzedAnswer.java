package io.github.memfrag.http.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jolokia.shaded.org.json.simple.JSONObject;
import org.jolokia.shaded.org.json.simple.parser.JSONParser;
import org.jolokia.shaded.org.json.simple.parser.ParseException;

/** What came back over one connection, and what is wrong with it. */
final class FuzzedAnswer {
    private static final Pattern HEAD = Pattern.compile("HTTP/1.1 (\\d{3}) [^\r]*\r\n(?:[^\r]+\r\n)*\r\n");
    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");
    private static final Pattern STACK_TRACE = Pattern.compile("\\\\tat |\tat |stacktrace|\\.java:\\d+|Caused by");
    private static final int SERVER_ERRORS = 500;

    private FuzzedAnswer() {}

    /** @param text all that came until the connection's end, in ISO-8859-1 */
    static Optional<String> trouble(String text) {
        if (STACK_TRACE.matcher(text).find()) {
            return Optional.of("a stack trace");
        }
        int at = 0;
        while (at < text.length()) {
            Matcher head = HEAD.matcher(text).region(at, text.length());
            if (!head.lookingAt()) {
                return Optional.of("no answer of HTTP at byte " + at);
            }
            Matcher length = LENGTH.matcher(head.group());
            int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
            boolean withoutBody = head.end() == text.length() || text.startsWith("HTTP/1.1 ", head.end()); // to a HEAD
            String body = withoutBody ? "" : text.substring(head.end(), Math.min(text.length(), head.end() + bytes));
            int status = Integer.parseInt(head.group(1));
            if (!body.isEmpty() && body.length() == bytes && !isJson(body)) {
                return Optional.of("status " + status + " with what is not JSON");
            }
            if (status >= SERVER_ERRORS && !withoutBody && !body.contains("\"error\":")) {
                return Optional.of("status " + status + " without an error in JSON");
            }
            at = head.end() + body.length();
        }
        return Optional.empty();
    }

    private static boolean isJson(String body) {
        try {
            Object json = new JSONParser().parse(new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            return json instanceof JSONObject || json instanceof Iterable;
        } catch (ParseException | RuntimeException | Error e) { // its scanner throws Error
            return false;
        }
    }
}
