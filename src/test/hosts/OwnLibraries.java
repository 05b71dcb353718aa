import java.io.IOException;
import org.apache.hc.core5.util.VersionInfo;
import org.jolokia.Version;

/** A service with libraries of its own that the agent bundles too, in other versions. Its arguments are classes to look for. */
public final class OwnLibraries {
    public static void main(String[] arguments) throws InterruptedException, IOException {
        AgentState.await();
        System.out.println("jolokia " + Version.getAgentVersion() + ", httpcore5 " + VersionInfo.own());
        for (String name : arguments) {
            System.out.println(name + (isVisible(name) ? " is visible" : " is hidden"));
        }
        WaitsForInput.main(arguments);
    }

    private static boolean isVisible(String name) {
        try {
            Class.forName(name, false, ClassLoader.getSystemClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
