package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

/** Our own child process writes, with the rights of root, or of the owner of a recorded tree. */
final class DirectWay implements CheckedWay {
    private final Helper helper;
    private final Controls controls;

    DirectWay(Helper helper, Controls controls) {
        this.helper = requireNonNull(helper, "helper is null");
        this.controls = requireNonNull(controls, "controls is null");
    }

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public List<Gap> gaps(HelperCommand command) {
        return controls.gap(command).map(Collections::singletonList).orElseGet(() -> isOthers()
                // A node that a group may compact is the group's way, which needs more.
                ? Collections.singletonList(Controls.needsRoot(command, controls.account())) : Collections.emptyList());
    }

    private boolean isOthers() {
        return !controls.files().recorded() && controls.account().uid() > 0;
    }

    @Override
    public HelperSession open(Ceiling max, String requestedBy) throws IOException {
        return helper.open(max, requestedBy);
    }
}
