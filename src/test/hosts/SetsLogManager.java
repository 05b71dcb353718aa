import java.lang.management.ManagementFactory;
import java.util.logging.LogManager;
import javax.management.MBeanServerBuilder;

/** As WildFly does: chooses its log manager in main, some time after the start, and its MBean server builder later still. */
public final class SetsLogManager {
    public static final class Manager extends LogManager {}

    public static final class Builder extends MBeanServerBuilder {
        public Builder() {
            System.out.println("the service's builder makes the MBean server");
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        Thread.sleep(700);
        System.setProperty("java.util.logging.manager", Manager.class.getName());
        System.out.println("log manager " + LogManager.getLogManager().getClass().getName());
        Thread.sleep(700);
        System.setProperty("javax.management.builder.initial", Builder.class.getName());
        ManagementFactory.getPlatformMBeanServer();
        AgentState.await();
        System.out.println("agent " + AgentState.url());
    }
}
