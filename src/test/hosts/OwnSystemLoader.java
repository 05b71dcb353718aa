/** For -Djava.system.class.loader: sits below the usual one, as some application servers' loaders do. */
public final class OwnSystemLoader extends ClassLoader {
    public OwnSystemLoader(ClassLoader parent) {
        super(parent);
    }
}
