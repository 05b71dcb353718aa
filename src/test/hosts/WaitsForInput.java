import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** A plain service without JMX and logging: repeats what it is told until its input ends. */
public final class WaitsForInput {
    public static void main(String[] arguments) throws IOException {
        System.out.println("ready");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println("told " + line);
        }
        System.out.println("done");
    }
}
