package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Optional;

/** Our own child process writes, with the rights of root that this JVM has. */
final class DirectWay implements Way {
    private final Helper helper;
    private final ReliefPermission permission;

    DirectWay(Helper helper, ReliefPermission permission) {
        this.helper = requireNonNull(helper, "helper is null");
        this.permission = requireNonNull(permission, "permission is null");
    }

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public Optional<RuntimeException> obstacle(HelperCommand command) {
        return permission.obstacle(command);
    }

    @Override
    public HelperSession open(Ceiling max, String requestedBy) throws IOException {
        return helper.open(max, requestedBy);
    }
}
