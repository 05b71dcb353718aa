import java.io.IOException;
import java.lang.management.ManagementFactory;

/** A service for the agent to live in: ends when its input does. */
final class Service {
    public static void main(String[] arguments) throws IOException {
        ManagementFactory.getPlatformMBeanServer();
        while (System.in.read() >= 0) {
            continue;
        }
    }
}
