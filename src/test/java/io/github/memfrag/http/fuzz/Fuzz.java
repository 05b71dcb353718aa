package io.github.memfrag.http.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Sends malformed requests to a service and looks at what comes back, and at what the service keeps of it. */
final class Fuzz {
    /** Most of the time they wait, for what will not come any more. */
    private static final int CLIENTS = 64;
    private static final int WARM_UP = 1000;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(20);
    /** What a JVM's bookkeeping may differ by from one collection to the next. */
    private static final long HEAP_SLACK_BYTES = 2 << 20;
    private static final int FILES_SLACK = 3;

    private final FuzzedHost host;
    private final MalformedRequests requests;
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private final AtomicLong answered = new AtomicLong();

    Fuzz(FuzzedHost host, long seed) {
        this.host = host;
        this.requests = new MalformedRequests(seed);
    }

    /** Sends the requests 0 to count, and returns what was wrong, a line or more each. */
    List<String> run(long count) throws InterruptedException {
        send(0, Math.min(WARM_UP, count));
        String errors = host.errorOutput();
        long threads = host.threads();
        awaitThat(() -> false, TimeUnit.SECONDS.toNanos(1)); // the warm-up's connections go
        long files = host.openFiles();
        long heapBytes = host.heapBytes();
        send(Math.min(WARM_UP, count), count);

        expect(answered.get() > count * 9 / 10, "only " + answered + " of " + count + " connections were answered");
        expect(awaitThat(() -> host.openFiles() <= files + FILES_SLACK, DRAIN_NANOS), "open files grew from " + files + " to "
                + host.openFiles());
        expect(host.threads() <= threads, "threads grew from " + threads + " to " + host.threads());
        long heapAfter = host.heapBytes();
        expect(heapAfter <= heapBytes + HEAP_SLACK_BYTES, "the heap grew from " + heapBytes + " to " + heapAfter + " bytes");
        expect(host.errorOutput().equals(errors), "the service's standard error has now: " + host.errorOutput().substring(errors.length()));
        expect(host.answer("read/memfrag:type=Agent/Version").contains("\"status\":200"), "a good request is no longer answered");
        return new ArrayList<>(troubles);
    }

    /** How many connections brought an answer; the others were cut, as half of a request leaves nothing to answer. */
    long answered() {
        return answered.get();
    }

    private void send(long from, long to) throws InterruptedException {
        AtomicLong next = new AtomicLong(from);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(() -> {
                for (long index = next.getAndIncrement(); index < to; index = next.getAndIncrement()) {
                    send(index);
                }
            }, "fuzz-" + i);
            client.start();
            clients.add(client);
        }
        for (Thread client : clients) {
            client.join();
        }
    }

    private void send(long index) {
        String request = requests.request(index);
        Optional<String> trouble;
        String answer = "";
        try (FuzzConnection connection = new FuzzConnection(host.port())) {
            answer = connection.exchange(request);
            trouble = FuzzedAnswer.trouble(answer);
        } catch (IOException | RuntimeException e) {
            trouble = Optional.of(e.toString());
        }
        if (!answer.isEmpty()) {
            answered.incrementAndGet();
        }
        String received = answer;
        trouble.ifPresent(what -> troubles.add("request " + index + ": " + what + "\n" + visible(request) + "\nanswered by\n"
                + visible(received)));
    }

    private void expect(boolean holds, String trouble) {
        if (!holds) {
            troubles.add(trouble);
        }
    }

    private static boolean awaitThat(BooleanSupplier condition, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    private static String visible(String text) {
        String all = text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
        return all.length() < 1500 ? all : all.substring(0, 1500) + "... (" + all.length() + ")";
    }
}
