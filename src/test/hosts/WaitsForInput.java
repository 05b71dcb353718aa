import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/**
 * A plain service without JMX and logging: repeats what it is told until its input ends. Told "agent" it says where the agent in
 * it serves, as soon as that has started or failed; told "heap NAME" how many bytes are in use after a collection.
 */
public final class WaitsForInput {
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println("ready");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.equals("agent")) {
                AgentState.await();
                System.out.println("agent " + AgentState.url());
            } else if (line.startsWith("heap ")) {
                System.out.println(line + " " + heapBytes());
            } else {
                System.out.println("told " + line);
            }
        }
        System.out.println("done");
    }

    /** Without java.lang.management, which a plain service does not touch. */
    private static long heapBytes() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50); // soft and weak things go in steps
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
