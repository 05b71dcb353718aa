import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a client's p99 is while others misbehave, against the same client's a moment before: the limit is twice that. Each
 * round measures both, so that whatever else the machine does hits both; the ratio is taken within a round. Also how many requests
 * fail, of that client, who connects for each, and of one that asks from time to time on a connection it keeps; and what the agent
 * then takes: CPU of its threads, their number, open files, and the most heap it had in use.
 */
public final class HttpUnderAttack {
    private static final int SLOW_CLIENTS = 200;
    private static final int FLOODING_CLIENTS = 4;
    private static final int REQUESTS = 500;
    private static final int REQUESTS_BETWEEN_KEPT = 25;
    private static final long PAUSE_MILLIS = 5;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final String READ = "GET /jolokia/read/memfrag:type=Fragmentation/State HTTP/1.1\r\nHost: localhost\r\n";
    private static final String LIST = "GET /jolokia/list HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String USER = "Authorization: " + basic("reader", "right password") + "\r\n";

    private final Process agent;
    private final int port;
    private final String only;
    private final KeptConnection kept;
    private int requests;
    private int failed;

    private HttpUnderAttack(Process agent, int port, String only) {
        this.agent = agent;
        this.only = only;
        this.port = port;
        this.kept = new KeptConnection(port);
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
        String only = arguments.length > 1 ? arguments[1] : "";
        Path users = Files.createTempDirectory("memfrag-bench").resolve("users");
        Process passwd = new ProcessBuilder(java(), "-jar", "target/memfrag-agent.jar", "passwd", "reader", "--role", "read",
                "--file", users.toString()).start();
        passwd.getOutputStream().write("right password\nright password\n".getBytes(StandardCharsets.UTF_8));
        passwd.getOutputStream().close();
        if (passwd.waitFor() != 0) {
            throw new IllegalStateException(new String(passwd.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        Process agent = new ProcessBuilder(java(), "-Xmx64m", "-jar", "target/memfrag-agent.jar", "serve",
                "port=0,kernel.log=none,http.limit.rate=100000,http.users=" + users).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            new HttpUnderAttack(agent, port(agent), only).compare(rounds);
        } finally {
            agent.destroy();
        }
    }

    private void compare(int rounds) throws Exception {
        for (int i = 0; i < 5; i++) {
            p99Millis("");
            p99Millis(USER);
        }
        System.out.printf("%-44s %9s %9s   %s%n", rounds + " rounds of " + REQUESTS + " requests", "p99 alone", "attacked",
                "ratio: median (least to most); failed; what the agent takes");
        compare("200 silent connections", "", rounds, attacker(i -> slow("")));
        compare("200 clients dripping a head", "", rounds, attacker(i -> slow("GET /jolokia/")));
        compare("200 clients with half a body", "", rounds,
                attacker(i -> slow("POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n{")));
        compare("200 clients that read no answer", "", rounds,
                attacker(i -> slow(LIST.repeat(8))));
        compare("200 that send 40 at once and never read", "", rounds, attacker(i -> pipeline()));
        compare("the same, others logged in", USER, rounds, attacker(i -> pipeline()));
        compare("a flood of wrong logins, others anonymous", "", rounds, flood());
        compare("a flood of wrong logins, others logged in", USER, rounds, flood());
    }

    private void compare(String what, String headers, int rounds, Attackers attackers) throws Exception {
        if (!what.contains(only)) {
            return;
        }
        double[] alone = new double[rounds];
        double[] attacked = new double[rounds];
        double[] ratios = new double[rounds];
        double cores = 0;
        long heapKib = 0;
        requests = 0;
        failed = 0;
        kept.startAnew();
        for (int round = 0; round < rounds; round++) {
            alone[round] = p99Millis(headers);
            try (AutoCloseable attack = attackers.begin()) {
                Thread.sleep(300);
                long start = System.nanoTime();
                long cpu = agentCpuMillis();
                attacked[round] = p99Millis(headers);
                cores = Math.max(cores, (agentCpuMillis() - cpu) * 1e6 / (System.nanoTime() - start));
            }
            heapKib = Math.max(heapKib, heapKib());
            ratios[round] = attacked[round] / alone[round];
            Thread.sleep(500);
        }
        for (double[] figures : List.of(alone, attacked, ratios)) {
            Arrays.sort(figures);
        }
        System.out.printf(Locale.ROOT, "%-44s %6.1f ms %6.1f ms   %.2f (%.2f to %.2f); failed %d of %d, %d of %d on a kept connection;"
                + " at most %.2f cores, %d MiB heap, %d threads, %d files%n", what, alone[rounds / 2], attacked[rounds / 2],
                ratios[rounds / 2], ratios[0], ratios[rounds - 1], failed, requests, kept.failed, kept.requests, cores, heapKib >> 10,
                threads().size(), filesAfterwards());
    }

    private double p99Millis(String headers) throws InterruptedException {
        double[] millis = new double[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            if (i % REQUESTS_BETWEEN_KEPT == 0) {
                kept.ask(headers);
            }
            long start = System.nanoTime();
            ask(headers);
            millis[i] = (System.nanoTime() - start) / 1e6;
            Thread.sleep(PAUSE_MILLIS); // as one that polls; a client that asks without pause would measure the machine's cores
        }
        Arrays.sort(millis);
        return millis[REQUESTS * 99 / 100];
    }

    private void ask(String headers) {
        requests++;
        try (Socket socket = connect()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((READ + headers + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200 ")) {
                throw new IOException(answer);
            }
        } catch (IOException e) {
            failed++;
        }
    }

    /** As a monitoring system's that keeps its connection between two polls. One that was cut is opened again. */
    private static final class KeptConnection {
        private final int port;
        private Socket socket;
        private int requests;
        private int failed;

        KeptConnection(int port) {
            this.port = port;
        }

        void startAnew() {
            requests = 0;
            failed = 0;
        }

        void ask(String headers) {
            requests++;
            try {
                if (socket == null) {
                    socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    socket.setSoTimeout(TIMEOUT_MILLIS);
                }
                socket.getOutputStream().write((READ + headers + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                String answer = readAnswer();
                if (!answer.startsWith("HTTP/1.1 200 ")) {
                    throw new IOException(answer);
                }
            } catch (IOException e) {
                failed++;
                socket = null;
            }
        }

        /** Its head; the body is read to its end. */
        private String readAnswer() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    throw new IOException("ended after " + head);
                }
                head.append((char) c);
            }
            Matcher length = Pattern.compile("\r\nContent-Length: (\\d+)").matcher(head);
            in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            return head.toString();
        }
    }

    /** Begins an attack; closing the result ends it. */
    private interface Attackers {
        AutoCloseable begin();
    }

    /** One attacker's work, over and over. */
    private interface Attacker {
        void attack(int number) throws Exception;
    }

    private Attackers attacker(Attacker attacker) {
        return () -> begin(SLOW_CLIENTS, attacker);
    }

    private Attackers flood() {
        return () -> begin(FLOODING_CLIENTS, number -> {
            try (Socket socket = connect()) {
                String name = "nobody" + number + "-" + System.nanoTime(); // a name that failed must wait, another need not
                socket.getOutputStream().write((READ + "Connection: close\r\nAuthorization: " + basic(name, "wrong")
                        + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
                socket.getInputStream().readAllBytes();
            }
            Thread.sleep(PAUSE_MILLIS);
        });
    }

    /** Says a byte from time to time and reads nothing, until it is cut off. */
    private void slow(String beginning) throws IOException, InterruptedException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < 60; i++) {
                Thread.sleep(1000);
                if (!beginning.isEmpty() && !beginning.endsWith("\n")) {
                    out.write('x');
                }
            }
        }
    }

    /** Sends many requests at once, takes in next to nothing of the answers, and comes again when it is cut off. */
    private void pipeline() throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(2048);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write(LIST.repeat(40).getBytes(StandardCharsets.ISO_8859_1));
            while (true) {
                Thread.sleep(1000);
                socket.getOutputStream().write('\n'); // fails once it is cut off, which else only a reader would notice
            }
        }
    }

    private static AutoCloseable begin(int count, Attacker attacker) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    try {
                        attacker.attack(number);
                    } catch (InterruptedException e) {
                        return;
                    } catch (Exception e) {
                        // cut off: once more
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return () -> {
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join();
            }
        };
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** CPU that the agent's own threads have used. */
    private long agentCpuMillis() throws IOException {
        long ticks = 0;
        for (Path thread : threads()) {
            String stat = Files.readString(thread.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return ticks * 10;
    }

    /** Used now, dead objects included: with a heap of 64 MiB these are few. */
    private long heapKib() throws IOException, InterruptedException {
        Process jstat = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/jstat").toString(), "-gc",
                Long.toString(agent.pid())).start();
        String[] lines = new String(jstat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim().split("\n");
        jstat.waitFor();
        List<String> names = List.of(lines[0].trim().split("\\s+"));
        String[] figures = lines[1].trim().split("\\s+");
        return Stream.of("S0U", "S1U", "EU", "OU").map(names::indexOf)
                .mapToLong(i -> figures[i].equals("-") ? 0 : (long) Double.parseDouble(figures[i])).sum();
    }

    private List<Path> threads() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + agent.pid() + "/task"))) {
            return threads.filter(HttpUnderAttack::isOurs).toList();
        }
    }

    private static boolean isOurs(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).startsWith("memfrag-");
        } catch (IOException e) {
            return false; // ended
        }
    }

    /** Open files once they no longer change: what was asked for is worked off first. */
    private long filesAfterwards() throws IOException, InterruptedException {
        long before;
        long now = files();
        do {
            before = now;
            Thread.sleep(5000);
            now = files();
        } while (now < before);
        return now;
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + agent.pid() + "/fd"))) {
            return files.count();
        }
    }

    private static int port(Process agent) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(agent.getInputStream(), StandardCharsets.UTF_8));
        Pattern url = Pattern.compile("http://127.0.0.1:\\d+/jolokia/");
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = url.matcher(line);
            if (matcher.find()) {
                return URI.create(matcher.group()).getPort();
            }
        }
        throw new IllegalStateException("the agent did not say where it serves");
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin/java").toString();
    }
}
