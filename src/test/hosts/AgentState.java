/** What the agent in this JVM lets others know. */
final class AgentState {
    private AgentState() {}

    /** Returns when the agent has started or failed, at the latest after 15 s. */
    static void await() throws InterruptedException {
        for (int i = 0; i < 300 && !(url() != null && !url().equals("starting") || failure() != null); i++) {
            Thread.sleep(50);
        }
    }

    static String url() {
        return System.getProperty("memfrag.agent.url");
    }

    static String failure() {
        return System.getProperty("memfrag.agent.failure");
    }
}
