/** A short service: says a line on each stream and ends with its main, or with the status of its argument. */
public final class PrintsAndExits {
    public static void main(String[] arguments) {
        System.out.println("service output");
        System.err.println("service error output");
        if (arguments.length > 0) {
            System.exit(Integer.parseInt(arguments[0]));
        }
    }
}
