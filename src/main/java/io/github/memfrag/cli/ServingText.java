package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.config.Configuration;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a service is to be found, and lines to copy that try it. */
final class ServingText {
    private static final Path PROC = Paths.get("/proc");
    private static final int MAX_PORT = 65535;
    private static final String COMPACTION =
            "{\"type\":\"exec\",\"mbean\":\"memfrag:type=Relief\",\"operation\":\"compactMemory\"}";

    private final Configuration configuration;
    private final Optional<String> url;
    private final Style style;

    /** @param url empty while HTTP is not served */
    ServingText(Configuration configuration, Optional<String> url, Style style) {
        this.configuration = requireNonNull(configuration, "configuration is null");
        this.url = requireNonNull(url, "url is null");
        this.style = requireNonNull(style, "style is null");
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold("Serving until Ctrl-C"));
        Table table = new Table();
        if (url.isPresent()) {
            addHttp(table, url.get());
        } else if (configuration.get(ConfigKey.HTTP)) {
            lines.add(style.yellow(trouble(configuration.get(ConfigKey.PORT))));
        }
        table.row(Cell.left("  JConsole"), Cell.left("jconsole " + pid()));
        lines.addAll(table.lines(Integer.MAX_VALUE));
        return lines;
    }

    private void addHttp(Table table, String served) {
        table.row(Cell.left("  URL"), Cell.left(style.bold(served)));
        table.row(Cell.left("  read"), Cell.left(curl(readsNeedLogin(served)) + served + "read/memfrag:type=Fragmentation/UnusableFreePercent"));
        table.row(Cell.left("  cure"), Cell.left(cure(served)));
    }

    private String cure(String served) {
        boolean on = configuration.get(ConfigKey.HTTP_OPERATIONS);
        boolean users = configuration.get(ConfigKey.HTTP_USERS).isPresent();
        if (on && users) {
            return curl(true) + served + " -d '" + COMPACTION + "'";
        }
        String missing = on ? "http.users=FILE opens it" : users ? "http.operations=on opens it"
                : "http.operations=on and http.users=FILE open it";
        return style.dim("closed over HTTP; " + missing + " for operators, whom 'passwd NAME --role operate' makes");
    }

    private boolean readsNeedLogin(String served) {
        String anonymous = configuration.get(ConfigKey.HTTP_ANONYMOUS);
        return anonymous.equals("none") || anonymous.equals("auto") && !isLoopback(served);
    }

    /** Trusts the certificate that is served; asks for the password. */
    private String curl(boolean login) {
        String keystoreAuthority = configuration.get(ConfigKey.HTTP_TLS_KEYSTORE).map(file -> "--cacert CA.pem ").orElse("");
        return "curl -s " + configuration.get(ConfigKey.HTTP_TLS_CERTIFICATE).map(file -> "--cacert " + file + " ").orElse(keystoreAuthority)
                + configuration.get(ConfigKey.HTTP_TLS_CLIENTS).map(file -> "--cert CLIENT.pem --key CLIENT.key ").orElse("") + (login ? "-u NAME " : "");
    }

    private static boolean isLoopback(String served) {
        try {
            return InetAddress.getByName(URI.create(served).getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String trouble(int port) {
        int another = port < MAX_PORT ? port + 1 : port - 1;
        return PortOwner.of(PROC, port)
                .map(owner -> "Port " + port + " is taken by " + owner + ". 'serve port=" + another + "' would take another;")
                .orElse("HTTP is not served yet: the line of the log says why;")
                + " the MBeans are there over JMX.";
    }

    private static String pid() {
        // "pid@host" on every JVM that has a jconsole; Java 8 has no other way.
        return ManagementFactory.getRuntimeMXBean().getName().split("@")[0];
    }
}
