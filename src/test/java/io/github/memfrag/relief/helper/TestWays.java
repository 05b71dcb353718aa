package io.github.memfrag.relief.helper;

import io.github.memfrag.config.ConfFiles;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmControls;
import java.util.Optional;

/** Ways with another helper than the packed one, for tests of what a kernel or a disk that hangs does to a relief. */
public final class TestWays {
    private TestWays() {}

    /** Only the direct way, with this text of the helper. */
    public static Ways direct(String text, KernelTree tree) {
        VmControls controls = new VmControls(tree);
        return new Ways(controls, new DirectWay(new Helper(text, tree), new Controls(controls, new ThisJvm())));
    }

    /** These ways, in this order. */
    public static Ways of(KernelTree tree, Way... ways) {
        return new Ways(new VmControls(tree), ways);
    }

    /** One that is open to this ceiling, and that nobody opens. */
    public static Way upTo(String name, Ceiling ceiling) {
        return new Way() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<RuntimeException> obstacle(HelperCommand command) {
                return ceiling.allows(command.ceiling()) ? Optional.empty() : Optional.of(new SecurityException(name + " is closed"));
            }

            @Override
            public HelperSession open(Ceiling max, String requestedBy) {
                throw new AssertionError("nobody asked for that");
            }
        };
    }

    /** The packed helper's text. */
    public static String helperText() {
        return ConfFiles.text(ConfFiles.HELPER);
    }
}
