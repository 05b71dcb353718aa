package io.github.memfrag.http.fuzz;

import io.github.memfrag.http.login.TestUsers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Requests that nearly follow HTTP, JSON and Jolokia's protocol: valid ones, broken at one of these levels. The same seed and index
 * give the same request. Each character is a byte.
 */
final class MalformedRequests {
    private static final List<String> PATHS = List.of("version", "list", "list/memfrag", "list/memfrag/type=Agent/attr", "search/memfrag:*",
            "search/*:type=*,*", "read/memfrag:type=Agent", "read/memfrag:type=Agent/Version",
                    "read/memfrag:type=Fragmentation/FreeBlocks/3",
            "read/*:*/State?ignoreErrors=true", "read/memfrag:type=Zone,node=0,zone=Normal?maxDepth=3&maxObjects=10",
            "read/memfrag:type=Fragmentation/State,Cause", "read/java.lang:type=Memory/HeapMemoryUsage/used",
            "exec/memfrag:type=Fragmentation/history/10", "exec/memfrag:type=Relief/dropCaches(int)/3",
                    "write/memfrag:type=Agent/Version/x",
            "?p=read/memfrag:type=Agent/Version", "read/memfrag:type=Agent!/x/!!/!/");
    private static final List<String> BODIES = List.of(
            "{'type':'version'}",
            "{'type':'read','mbean':'memfrag:type=Agent','attribute':['Version','Warnings']}",
            "{'type':'read','mbean':'memfrag:type=Fragmentation','attribute':'Zones','path':'0/Normal','config':{'maxDepth':2,'ignoreErrors':true}}",
            "{'type':'exec','mbean':'memfrag:type=Fragmentation','operation':'history(int)','arguments':[10]}",
            "{'type':'exec','mbean':'memfrag:type=Relief','operation':'relieve','arguments':[4,'compact']}",
            "{'type':'write','mbean':'memfrag:type=Agent','attribute':'Version','value':{'a':[1,2.5e3,null,true]}}",
            "{'type':'search','mbean':'*:type=Agent,*','config':{'canonicalNaming':false}}",
            "{'type':'list','path':'memfrag/type=Agent','config':{'maxDepth':3}}",
            "[{'type':'read','mbean':'memfrag:type=Agent','attribute':'Version'},{'type':'list'},{'type':'read','mbean':'java.lang:*'}]",
            "{'type':'read','mbean':'memfrag:type=Agent','target':{'url':'service:jmx:rmi:///jndi/rmi://127.0.0.1:1/x'}}");
    private static final List<String> METHODS = List.of("GET", "GET", "HEAD", "OPTIONS", "PUT", "TRACE", "CONNECT", "get", "", "\u0000");
    private static final List<String> VERSIONS = List.of("HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.",
            "HTTP/1.99", "HTTQ/1.1", "");
    private static final List<String> MORE_HEADERS = List.of("Expect: 100-continue", "Expect: nonsense", "Content-Encoding: gzip",
            "Transfer-Encoding: chunked", "Transfer-Encoding: identity", "Connection: keep-alive, Upgrade", "Upgrade: h2c", "Origin: null",
            "Host: localhost", "Content-Type: multipart/form-data; boundary=", "Content-Length: 7", "Content-Length: 99999999999",
            "Authorization: Basic", "Authorization: Basic ????", "Authorization: Bearer x", "Range: bytes=0-", "Trailer: Host",
            "Authorization: " + TestUsers.basic("reader", "password"), "Authorization: " + TestUsers.basic("reader", "wrong"));

    private final long seed;

    MalformedRequests(long seed) {
        this.seed = seed;
    }

    /** What goes over one connection: mostly one request, sometimes several. */
    String request(long index) {
        Random random = new Random(seed * 1_000_003 + index);
        String request = one(random);
        while (random.nextInt(10) == 0) {
            request += one(random);
        }
        return request;
    }

    private static String one(Random random) {
        UnaryOperator<String> none = text -> text;
        UnaryOperator<String> tokens = text -> new BrokenJson(random).of(text);
        UnaryOperator<String> bytes = text -> new BrokenText(random).of(text);
        return switch (random.nextInt(6)) {
            case 0 -> get(random, bytes);
            case 1 -> bytes.apply(get(random, none));
            case 2 -> post(random, bytes);
            case 3 -> bytes.apply(post(random, none));
            case 4 -> bytes.apply(post(random, tokens));
            default -> post(random, tokens);
        };
    }

    private static String get(Random random, UnaryOperator<String> breaking) {
        return any(random, METHODS) + " /jolokia/" + breaking.apply(any(random, PATHS)) + " " + any(random, VERSIONS) + "\r\n"
                + headers(random) + "\r\n";
    }

    private static String post(Random random, UnaryOperator<String> breaking) {
        String body = utf8(breaking.apply(any(random, BODIES).replace('\'', '"')));
        String head = "POST /jolokia/" + (random.nextInt(8) == 0 ? "?maxDepth=1" : "") + " HTTP/1.1\r\n" + headers(random);
        return random.nextInt(4) == 0 ? head + "Transfer-Encoding: chunked\r\n\r\n" + chunks(random, body)
                : head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String headers(Random random) {
        StringBuilder headers = new StringBuilder(random.nextInt(20) == 0 ? "" : "Host: localhost\r\n");
        while (random.nextInt(3) == 0) {
            headers.append(any(random, MORE_HEADERS)).append("\r\n");
        }
        return headers.toString();
    }

    private static String chunks(Random random, String body) {
        StringBuilder chunks = new StringBuilder();
        for (int from = 0; from < body.length();) {
            int to = Math.min(body.length(), from + 1 + random.nextInt(50));
            int told = to - from + (random.nextInt(30) == 0 ? random.nextInt(5) - 2 : 0);
            chunks.append(Integer.toHexString(told)).append(random.nextInt(8) == 0 ? ";x=y" : "").append("\r\n").append(body, from,
                    to).append("\r\n");
            from = to;
        }
        return chunks + (random.nextInt(10) == 0 ? "0\r\nX: trailer\r\n\r\n" : "0\r\n\r\n");
    }

    private static String any(Random random, List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
