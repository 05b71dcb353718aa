package io.github.memfrag.http.attack;

import static io.github.memfrag.http.attack.Attack.Effect.CHANGES;
import static io.github.memfrag.http.attack.Attack.Effect.NOTHING;
import static io.github.memfrag.http.attack.Attack.Effect.TELLS;
import static io.github.memfrag.http.attack.Attack.get;
import static io.github.memfrag.http.attack.Attack.head;
import static io.github.memfrag.http.attack.Attack.json;
import static io.github.memfrag.http.attack.Attack.post;
import static io.github.memfrag.http.attack.Attack.postWith;
import static io.github.memfrag.http.attack.Attack.raw;
import static io.github.memfrag.http.attack.MBeanAttacks.exec;
import static io.github.memfrag.http.attack.MBeanAttacks.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Ways around a policy: how a request is sent and written, whatever it asks for. */
final class RequestAttacks {
    private static final String VAULT = "'mbean':'memfrag.example:type=Vault'";
    private static final String READ_VAULT = "GET /jolokia/read/com.example:* HTTP/1.1";
    private static final String CURE = exec("'mbean':'memfrag:type=Relief'", "compactMemory", "");
    private static final String VERSION = "GET /jolokia/version HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n";
    private static final String POST = "POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\n{headers}";

    private RequestAttacks() {}

    static List<Attack> all() {
        return Stream.of(foreignPages(), names(), methods(), bodies(), parameters(), framing()).flatMap(List::stream).toList();
    }

    /** CVE-2018-10899, cross-site requests, and <a href="https://en.wikipedia.org/wiki/DNS_rebinding">DNS rebinding</a>. */
    private static List<Attack> foreignPages() {
        String foreign = "Origin: http://evil.example\r\n";
        return List.of(
                postWith("a page posts as text/plain", CHANGES, 403, foreign + "Content-Type: text/plain\r\n", write(VAULT,
                        "Content", "'text'")),
                postWith("a page posts a form", CHANGES, 403, foreign + "Content-Type: application/x-www-form-urlencoded\r\n",
                        write(VAULT, "Content", "'form='")),
                postWith("a page posts a form with files", CHANGES, 403,
                        foreign + "Content-Type: multipart/form-data; boundary=x\r\n", write(VAULT, "Content", "'parts'")),
                postWith("a sandboxed page posts", CHANGES, 403, "Origin: null\r\nContent-Type: text/plain\r\n", write(VAULT,
                        "Content", "'null'")),
                postWith("a page from a file posts", CHANGES, 403, "Origin: file://\r\n", write(VAULT, "Content", "'file'")),
                postWith("a page of another port posts", CHANGES, 403, "Origin: http://localhost:1\r\n", write(VAULT, "Content", "'port'")),
                postWith("a page with two origins posts", NOTHING, 403, "Origin: http://localhost\r\n" + foreign, CURE),
                postWith("a page posts a cure as text/plain", NOTHING, 403, foreign + "Content-Type: text/plain\r\n", CURE),
                postWith("a sandboxed page posts a cure", NOTHING, 403, "Origin: null\r\nContent-Type: text/plain\r\n", CURE),
                head("an image of a page starts a cure", NOTHING, 403, "GET /jolokia/exec/memfrag:type=Relief/compactMemory HTTP/1.1",
                        "Host: localhost", "Referer: http://evil.example/"),
                head("a page reads", TELLS, 403, READ_VAULT, "Host: localhost", "Origin: http://evil.example"),
                head("a page asks for permission", NOTHING, 403, "OPTIONS /jolokia/ HTTP/1.1", "Host: localhost",
                        "Origin: http://evil.example", "Access-Control-Request-Method: POST"),
                head("the name of a page has become this host's", TELLS, 403, READ_VAULT, "Host: evil.example"),
                head("the same with the port", TELLS, 403, READ_VAULT, "Host: evil.example:8797"),
                head("a name that begins like this host's", TELLS, 403, READ_VAULT, "Host: 127.0.0.1.evil.example"),
                head("a name behind an at sign", TELLS, 403, READ_VAULT, "Host: localhost@evil.example"),
                head("this host's name behind an at sign", TELLS, 403, READ_VAULT, "Host: evil.example@localhost"),
                head("an empty name", TELLS, 403, READ_VAULT, "Host: "),
                head("no name", NOTHING, 400, READ_VAULT),
                head("two names", NOTHING, 400, READ_VAULT, "Host: localhost", "Host: evil.example"),
                head("a name within the target", NOTHING, 403, "GET http://evil.example/jolokia/version HTTP/1.1", "Host: localhost"),
                head("another's name told by a proxy", TELLS, 403, READ_VAULT, "Host: evil.example", "X-Forwarded-Host: localhost"),
                postWith("a cure under a page's name", NOTHING, 403, "Host: evil.example\r\nOrigin: http://evil.example\r\n", CURE));
    }

    /** Names that are to look like ours, or to be taken for ours by one part of the agent and for another by the next. */
    private static List<Attack> names() {
        return List.of(
                get("a domain that begins like ours", CHANGES, 403, "write/memfrag.example:type=Vault/Content/begins"),
                get("our domain in capitals", NOTHING, 403, "read/MEMFRAG:type=Agent"),
                get("our domain in mixed case", NOTHING, 403, "exec/MemFrag:type=Vault/store/x"),
                get("a letter as percent code", CHANGES, 403, "write/%6Demfrag.example:type=Vault/Content/percent"),
                get("the colon as percent code", CHANGES, 403, "write/memfrag.example%3Atype=Vault/Content/colon"),
                get("the slash as percent code", CHANGES, 403, "write%2Fmemfrag.example:type=Vault%2FContent%2Fslash"),
                get("percent codes twice", NOTHING, 400, "read/memfrag%253Atype=Agent"),
                get("a full-width letter", NOTHING, 403, "read/%EF%BD%8Demfrag:type=Agent"),
                get("a Cyrillic letter", NOTHING, 403, "read/m%D0%B5mfrag:type=Agent"),
                get("a letter in overlong UTF-8", NOTHING, 403, "read/%C1%ADemfrag:type=Agent"),
                get("a slash in overlong UTF-8", NOTHING, 403, "read/memfrag.example:type=Vault%C0%AFContent"),
                get("half a percent code", NOTHING, 403, "read/com.example%:type=Vault"),
                get("a zero byte", NOTHING, 403, "read/memfrag%00.example:type=Vault"),
                get("a line end in the path", NOTHING, 400, "read/com.example:type=Vault%0d%0aX:%20x"),
                get("a step back", NOTHING, 404, "read/memfrag:type=Agent/../../com.example:type=Vault"),
                get("a step back, escaped", NOTHING, 400, "read/memfrag:type=Agent!/..!/com.example:type=Vault"),
                get("a step back as percent code", NOTHING, 404, "read/memfrag:type=Agent%2f..%2f..%2fcom.example:type=Vault"),
                get("a step back from Jolokia's path", NOTHING, 400, "../jolokia/read/com.example:*"),
                get("an escape at the end", NOTHING, 403, "read/com.example:type=Vault!"),
                get("escapes of escapes", NOTHING, 403, "read/com.example:type=!!!!Vault!!"),
                get("an escaped quote", NOTHING, 403, "read/com.example:type=!\"Vault!\""),
                get("empty parts", NOTHING, 400, "read//com.example:type=Vault//Content"),
                get("a pattern over domains", NOTHING, 400, "read/*emfrag*:*/Content?ignoreErrors=true"),
                get("a pattern that ends in another domain", NOTHING, 403, "read/*.example:*/Content"),
                get("a property list", NOTHING, 404, "read/memfrag:type=Vault,*/Content"),
                get("a quoted value with another name in it", NOTHING, 404, "read/memfrag:type=%22Agent,com.example:type=Vault%22"),
                get("a quoted pattern", NOTHING, 404, "read/memfrag:name=%22*%22,*"),
                get("no domain", NOTHING, 403, "read/:type=Vault/Content"),
                get("a domain that is a pattern of all", NOTHING, 404, "read/*:*,type=Vault/Content"),
                post("a name with a line end", NOTHING, 400, "{'type':'read','mbean':'memfrag\\n.example:type=Vault'}"),
                post("a name in escapes of JSON", CHANGES, 403,
                        write("'\\u006dbean':'\\u006demfrag.example:type=Vault'", "Content", "'escapes'")),
                post("a domain in an attribute's name", NOTHING, 404,
                        "{'type':'read','mbean':'memfrag:type=Agent','attribute':'com.example:type=Vault/Content'}"),
                post("a path through a value", NOTHING, 200,
                        "{'type':'read','mbean':'memfrag:type=Agent','attribute':'Version','path':'class/classLoader'}"),
                get("a list that begins in our domain", NOTHING, 400, "list/memfrag/..!/com.example"));
    }

    /** One method where the other is judged. */
    private static List<Attack> methods() {
        String execute = "/jolokia/exec/memfrag.example:type=Vault/store/{!dir}!/shop!/";
        return List.of(
                head("HEAD writes", NOTHING, 403, "HEAD /jolokia/write/memfrag.example:type=Vault/Content/head HTTP/1.1",
                        "Host: localhost"),
                head("HEAD starts a cure", NOTHING, 403, "HEAD /jolokia/exec/memfrag:type=Relief/compactMemory HTTP/1.1",
                        "Host: localhost"),
                head("PUT", NOTHING, 405, "PUT " + execute + "put HTTP/1.1", "Host: localhost"),
                head("DELETE", NOTHING, 405, "DELETE " + execute + "delete HTTP/1.1", "Host: localhost"),
                head("TRACE", NOTHING, 405, "TRACE /jolokia/ HTTP/1.1", "Host: localhost"),
                head("CONNECT", NOTHING, 405, "CONNECT 127.0.0.1:{trap} HTTP/1.1", "Host: localhost"),
                head("a method in small letters", NOTHING, 405, "post " + execute + "small HTTP/1.1", "Host: localhost"),
                head("GET that says it is a POST", CHANGES, 403, "GET " + execute + "override HTTP/1.1", "Host: localhost",
                        "X-HTTP-Method-Override: POST"),
                head("GET that says it is a POST, for a cure", NOTHING, 403,
                        "GET /jolokia/exec/memfrag:type=Relief/compactMemory?_method=POST HTTP/1.1", "Host: localhost",
                        "X-HTTP-Method-Override: POST", "X-HTTP-Method: POST"),
                raw("GET with a POST's body", NOTHING, 200, "GET /jolokia/ HTTP/1.1\r\nHost: localhost\r\n{headers}" + sized(CURE)),
                raw("POST with a GET's path", NOTHING, 400,
                        "POST /jolokia/exec/memfrag:type=Relief/compactMemory HTTP/1.1\r\nHost: localhost\r\n{headers}" + sized("x")),
                raw("POST with a GET's path in its query", NOTHING, 400,
                        "POST /jolokia/?p=exec/memfrag:type=Relief/compactMemory HTTP/1.1\r\nHost: localhost\r\n{headers}" + sized("x")),
                raw("POST without a body", NOTHING, 400, POST + "\r\n"),
                head("an old protocol", NOTHING, 400, "GET /jolokia/read/com.example:*"),
                head("HTTP 2 over the old one", NOTHING, 505, "PRI * HTTP/2.0"),
                head("an upgrade", NOTHING, 200, "GET /jolokia/version HTTP/1.1", "Host: localhost", "Connection: Upgrade, HTTP2-Settings",
                        "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"));
    }

    private static List<Attack> bodies() {
        String allowed = "{'type':'read','mbean':'memfrag:type=Agent','attribute':'Version'}";
        return List.of(
                post("a key twice", CHANGES, 403, "{'mbean':'memfrag:type=Agent'," + write(VAULT, "Content", "'twice'").substring(1)),
                post("a type twice", CHANGES, 403, "{'type':'read'," + write(VAULT, "Content", "'types'").substring(1)),
                post("a cure's type twice", NOTHING, 403,
                        "{'type':'exec','type':'write','mbean':'memfrag:type=Agent','attribute':'Version','value':1}"),
                post("a type in capitals", CHANGES, 403, write(VAULT, "Content", "'capitals'").replace("write", "WRITE")),
                post("one allowed and one not", CHANGES, 200, "[" + allowed + "," + write(VAULT, "Content", "'bulk'") + "]"),
                post("one not and one allowed", CHANGES, 200, "[" + write(VAULT, "Content", "'bulk2'") + "," + allowed + "]"),
                post("a bulk in a bulk", NOTHING, 200, "[[" + write(VAULT, "Content", "'nested'") + "]]"),
                post("several attributes, one of them none", NOTHING, 404,
                        "{'type':'read','mbean':'memfrag:type=Agent','attribute':['Version','/../com.example:type=Vault']}"),
                post("what follows the JSON", NOTHING, 400, allowed + write(VAULT, "Content", "'after'")),
                post("an operation with its signature", CHANGES, 403, exec(VAULT, "store(java.lang.String)", "'{dir}/shop/signature'")),
                post("an operation with too many arguments", NOTHING, 403, exec(VAULT, "store", "'a','b'")),
                post("a bean made by its type's name", NOTHING, 403, exec(VAULT, "store",
                        "{'class':'java.net.URL','value':'http://127.0.0.1:{trap}/'}")),
                post("a type that is no type", NOTHING, 400, "{'type':'EXEC ','mbean':'memfrag:type=Relief','operation':'compactMemory'}"),
                post("a Turkish i", NOTHING, 400,
                        "{'type':'wr\u0131te','mbean':'memfrag.example:type=Vault','attribute':'Content','value':'x'}"),
                raw("a bomb that unpacks to 20 MiB", NOTHING, 400, POST + "Content-Encoding: gzip\r\n" + sized(gzip(" ".repeat(20 << 20)))),
                raw("a packed request", NOTHING, 400, POST + "Content-Encoding: gzip\r\n" + sized(gzip(json(write(VAULT, "Content",
                        "'packed'"))))),
                raw("a packed transfer", NOTHING, 501, POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                raw("UTF-16", NOTHING, 400, POST + "Content-Type: application/json; charset=UTF-16\r\n"
                        + sized(new String(json(CURE).getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1))),
                raw("UTF-7", NOTHING, 400, POST + "Content-Type: application/json; charset=UTF-7\r\n"
                        + sized("+AHsAIg-type+ACI-:+ACI-version+ACIAfQ-")),
                raw("overlong quotes", NOTHING, 400, POST + sized("{\u00c0\u00a2type\u00c0\u00a2:\u00c0\u00a2version\u00c0\u00a2}")),
                raw("a byte order mark", NOTHING, 400, POST + sized("\u00ef\u00bb\u00bf" + json(allowed))));
    }

    /** Jolokia's processing parameters; mimeType and callback were CVE-2018-1000129. */
    private static List<Attack> parameters() {
        return List.of(
                get("errors are ignored", TELLS, 404, "read/*:type=Vault,*/Content,ObjectName?ignoreErrors=true"),
                get("errors of one MBean are ignored", NOTHING, 403, "read/com.example:type=Vault/Content?ignoreErrors=true"),
                get("names are not canonical", TELLS, 200, "search/*:*?canonicalNaming=false"),
                get("no depth is too deep", NOTHING, 200,
                        "read/memfrag:type=Agent?maxDepth=2147483647&maxObjects=2147483647&maxCollectionSize=2147483647"),
                get("negative depths", NOTHING, 200, "read/memfrag:type=Agent?maxDepth=-1&maxObjects=-1&maxCollectionSize=-1"),
                get("a depth that is no number", NOTHING, 400, "read/memfrag:type=Agent?maxDepth=x"),
                get("stack traces are wanted", NOTHING, 404, "read/memfrag:type=Agent/NoSuch?includeStackTrace=true"),
                get("exceptions are wanted", NOTHING, 404,
                        "read/memfrag:type=Agent/NoSuch?serializeException=true&includeStackTrace=runtime"),
                get("debugging is wanted", NOTHING, 200, "version?debug=true&agentId=x&policyLocation=file:/etc/passwd"),
                get("JavaScript is wanted", NOTHING, 200, "version?callback=alert"),
                get("a page is wanted", NOTHING, 200, "version?mimeType=text/html"),
                get("a page is wanted with a callback", NOTHING, 404,
                        "read/memfrag:type=Agent/%3Cscript%3E?mimeType=text/html&callback=%3Cscript%3E"),
                get("the path in a parameter", TELLS, 403, "?p=read/com.example:*"),
                get("a cure in a parameter", NOTHING, 403, "?p=exec/memfrag:type=Relief/compactMemory"),
                get("a parameter twice", NOTHING, 200, "?p=version&p=read/com.example:*"),
                get("not changed since ever", NOTHING, 403, "list/com.example?ifModifiedSince=0"),
                post("stack traces are wanted by POST", NOTHING, 404, "{'type':'read','mbean':'memfrag:type=Agent','attribute':'NoSuch',"
                        + "'config':{'includeStackTrace':'true','serializeException':'true'}}"),
                post("JavaScript is wanted by POST", NOTHING, 200,
                        "{'type':'version','config':{'callback':'alert','mimeType':'text/html'}}"),
                get("the versions tell the configuration", NOTHING, 200, "version"));
    }

    /**
     * Two servers in a row that do not agree where a request ends:
     * <a href="https://portswigger.net/web-security/request-smuggling">smuggling</a>.
     */
    private static List<Attack> framing() {
        String open = POST.replace("{headers}", "{login}"); // a connection that stays
        String smuggled = "GET /jolokia/read/com.example:* HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        return List.of(
                raw("two lengths", NOTHING, 400, open + "Content-Length: 0\r\nContent-Length: " + smuggled.length() + "\r\n\r\n"
                        + smuggled),
                raw("two lengths in one", NOTHING, 400, open + "Content-Length: 0, " + smuggled.length() + "\r\n\r\n" + smuggled),
                raw("a length and chunks", NOTHING, 400, open + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                        + smuggled),
                raw("chunks and a length", NOTHING, 400, open + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
                        + smuggled),
                raw("chunks twice", NOTHING, 501, open + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + smuggled),
                raw("chunks under another name", NOTHING, 501, open + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + smuggled),
                raw("a space before the colon", NOTHING, 400, open + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + smuggled),
                raw("a folded header", NOTHING, 200, VERSION.replace("{headers}", "X: x\r\n Transfer-Encoding: chunked\r\n{headers}")),
                raw("chunks in HTTP/1.0", NOTHING, 400, open.replace("1.1", "1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                        + smuggled),
                raw("a length with a sign", NOTHING, 400, open + "Content-Length: +5\r\n\r\n12345" + smuggled),
                raw("a length in hexadecimal", NOTHING, 400, open + "Content-Length: 0x5\r\n\r\n12345" + smuggled),
                raw("a length beyond all numbers", NOTHING, 400, open + "Content-Length: 99999999999999999999\r\n\r\n" + smuggled),
                raw("a negative length", NOTHING, 400, open + "Content-Length: -1\r\n\r\n" + smuggled),
                raw("a chunk that is too long for any number", NOTHING, 0, open
                        + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n" + smuggled),
                raw("a negative chunk", NOTHING, 0, open + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + smuggled),
                raw("a chunk without its end", NOTHING, 0, open + "Transfer-Encoding: chunked\r\n\r\n1\r\n{xx" + smuggled),
                raw("a line end in a header", NOTHING, 200, VERSION.replace("{headers}", "X: x\rTransfer-Encoding: chunked\r\n{headers}")),
                raw("a zero byte in a header", NOTHING, 200, VERSION.replace("{headers}", "X: x\0x\r\n{headers}")),
                raw("line ends without returns", NOTHING, 200, VERSION.replace("\r\n", "\n")));
    }

    private static String sized(String body) {
        return "Content-Length: " + json(body).length() + "\r\n\r\n" + json(body);
    }

    private static String gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toString(StandardCharsets.ISO_8859_1);
    }
}
