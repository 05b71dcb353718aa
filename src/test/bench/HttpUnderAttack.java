import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
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
 * round measures both, so that whatever else the machine does hits both; the ratio is taken within a round. Also what the agent
 * then takes: CPU of its threads, their number, and open files.
 */
public final class HttpUnderAttack {
    private static final int SLOW_CLIENTS = 200;
    private static final int FLOODING_CLIENTS = 4;
    private static final int REQUESTS = 500;
    private static final long PAUSE_MILLIS = 5;
    private static final String READ =
            "GET /jolokia/read/memfrag:type=Fragmentation/State HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    private static final String USER = "Authorization: " + basic("reader", "right password") + "\r\n";

    private final Process agent;
    private final int port;

    private HttpUnderAttack(Process agent, int port) {
        this.agent = agent;
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
        Path users = Files.createTempDirectory("memfrag-bench").resolve("users");
        Process passwd = new ProcessBuilder(java(), "-jar", "target/memfrag-agent.jar", "passwd", "reader", "--role", "read",
                "--file", users.toString()).start();
        passwd.getOutputStream().write("right password\nright password\n".getBytes(StandardCharsets.UTF_8));
        passwd.getOutputStream().close();
        if (passwd.waitFor() != 0) {
            throw new IllegalStateException(new String(passwd.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        Process agent = new ProcessBuilder(java(), "-jar", "target/memfrag-agent.jar", "serve",
                "port=0,kernel.log=none,http.limit.rate=100000,http.users=" + users).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            new HttpUnderAttack(agent, port(agent)).compare(rounds);
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
                "ratio: median (least to most); then what the agent takes");
        compare("200 silent connections", "", rounds, attacker(i -> slow("")));
        compare("200 clients dripping a head", "", rounds, attacker(i -> slow("GET /jolokia/")));
        compare("200 clients with half a body", "", rounds,
                attacker(i -> slow("POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n{")));
        compare("200 clients that read no answer", "", rounds,
                attacker(i -> slow("GET /jolokia/list HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(8))));
        compare("a flood of wrong logins, others anonymous", "", rounds, flood());
        compare("a flood of wrong logins, others logged in", USER, rounds, flood());
    }

    private void compare(String what, String headers, int rounds, Attackers attackers) throws Exception {
        double[] alone = new double[rounds];
        double[] attacked = new double[rounds];
        double[] ratios = new double[rounds];
        double cores = 0;
        for (int round = 0; round < rounds; round++) {
            alone[round] = p99Millis(headers);
            try (AutoCloseable attack = attackers.begin()) {
                Thread.sleep(300);
                long start = System.nanoTime();
                long cpu = agentCpuMillis();
                attacked[round] = p99Millis(headers);
                cores = Math.max(cores, (agentCpuMillis() - cpu) * 1e6 / (System.nanoTime() - start));
            }
            ratios[round] = attacked[round] / alone[round];
            Thread.sleep(500);
        }
        for (double[] figures : List.of(alone, attacked, ratios)) {
            Arrays.sort(figures);
        }
        System.out.printf(Locale.ROOT, "%-44s %6.1f ms %6.1f ms   %.2f (%.2f to %.2f); at most %.2f cores, %d threads, %d files%n", what,
                alone[rounds / 2], attacked[rounds / 2], ratios[rounds / 2], ratios[0], ratios[rounds - 1], cores,
                        threads().size(), filesAfterwards());
    }

    private double p99Millis(String headers) throws IOException, InterruptedException {
        double[] millis = new double[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long start = System.nanoTime();
            try (Socket socket = connect()) {
                socket.getOutputStream().write((READ + headers + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!answer.startsWith("HTTP/1.1 200 ")) {
                    throw new IllegalStateException(answer);
                }
            }
            millis[i] = (System.nanoTime() - start) / 1e6;
            Thread.sleep(PAUSE_MILLIS); // as one that polls; a client that asks without pause would measure the machine's cores
        }
        Arrays.sort(millis);
        return millis[REQUESTS * 99 / 100];
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
                socket.getOutputStream().write((READ + "Authorization: " + basic(name, "wrong")
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
