/** A service that ends on its own once the agent in it has started or failed: by its main's end, or with the status of its argument. */
public final class WaitsForAgent {
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("service output");
        System.err.println("service error output");
        AgentState.await();
        System.out.println("service done");
        if (arguments.length > 0) {
            System.exit(Integer.parseInt(arguments[0]));
        }
    }
}
