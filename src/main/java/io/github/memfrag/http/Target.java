package io.github.memfrag.http;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.net.PercentCodec;
import org.apache.hc.core5.net.WWWFormCodec;

/** What a request's target, such as {@code /jolokia/read/memfrag:type=Fragmentation?maxDepth=2}, asks of Jolokia. */
final class Target {
    private final String path;
    private final Map<String, String> parameters;

    /**
     * @param prefix the path of Jolokia, with a slash at its end
     * @param target path and query as sent; it {@link #isUnder is under} the prefix
     */
    Target(String prefix, String target) {
        int query = target.indexOf('?');
        String sentPath = query < 0 ? target : target.substring(0, query);
        this.path = sentPath.length() < prefix.length()
                ? ""
                : PercentCodec.decode(sentPath.substring(prefix.length()), StandardCharsets.UTF_8);
        this.parameters = query < 0 ? new HashMap<>() : parameters(target.substring(query + 1));
    }

    /** Whether the target is the prefix, with or without the slash at its end, or something below it. */
    static boolean isUnder(String prefix, String target) {
        String withoutSlash = prefix.substring(0, prefix.length() - 1);
        return target.startsWith(prefix) || target.equals(withoutSlash) || target.startsWith(withoutSlash + "?");
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (NameValuePair pair : WWWFormCodec.parse(query, StandardCharsets.UTF_8)) {
            parameters.putIfAbsent(pair.getName(), pair.getValue());
        }
        return parameters;
    }

    /** What follows the prefix, decoded. */
    String path() {
        return path;
    }

    /** The query's parameters, the first of each name. */
    Map<String, String> parameters() {
        return parameters;
    }
}
