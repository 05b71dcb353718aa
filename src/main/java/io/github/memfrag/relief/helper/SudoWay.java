package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The installed helper, run as root by sudo. */
final class SudoWay implements CheckedWay {
    private final Controls controls;
    private final HostSetUp setUp;
    private final SudoRule rule;

    SudoWay(Controls controls, HostSetUp setUp) {
        this.controls = requireNonNull(controls, "controls is null");
        this.setUp = requireNonNull(setUp, "setUp is null");
        this.rule = new SudoRule(controls.account());
    }

    @Override
    public String name() {
        return "sudo";
    }

    @Override
    public List<Gap> gaps(HelperCommand command) {
        Optional<Gap> impossible = controls.impossible(command);
        if (impossible.isPresent()) {
            return Collections.singletonList(impossible.get());
        }
        if (!new File(SudoRule.SUDO).canExecute()) {
            return Collections.singletonList(Gap.of("there is no " + SudoRule.SUDO));
        }
        if (controls.account().noNewPrivileges()) {
            return Collections.singletonList(Gap.of("with NoNewPrivileges, as it runs, sudo can do nothing; the spool can"));
        }
        Optional<Gap> helper = setUp.programGap(HostSetUp.HELPER);
        if (helper.isPresent()) {
            // Sudo is not asked before all else is there: a host may log it as an attempt, and even mail it to root.
            return Arrays.asList(helper.get(), setUp.sudoRuleGap("sudo needs a rule for it"));
        }
        return ruleGap(command).map(Collections::singletonList).orElseGet(Collections::emptyList);
    }

    private Optional<Gap> ruleGap(HelperCommand command) {
        try {
            Optional<Boolean> allowed = rule.allows(command.ceiling());
            if (!allowed.isPresent()) {
                return Optional.of(Gap.of("sudo has not answered yet whether it lets this be done; ask again"));
            }
            if (allowed.get()) {
                return Optional.empty();
            }
            Optional<Ceiling> ceiling = ceilingBelow(command.ceiling());
            return Optional.of(ceiling.isPresent() ? Gap.chosen("sudo lets it go up to " + ceiling.get().text() + ", by " + HostSetUp.SUDO_RULE,
                            command.title() + " needs " + command.ceiling().text())
                    : setUp.sudoRuleGap("sudo does not let it run " + HostSetUp.HELPER + " without a password"));
        } catch (IOException e) {
            return Optional.of(Gap.of("cannot ask sudo: " + e.getMessage()));
        }
    }

    /** The next lower one that a rule allows; empty when none does, as far as sudo has answered. */
    private Optional<Ceiling> ceilingBelow(Ceiling refused) throws IOException {
        for (Ceiling lower = refused; lower != Ceiling.COMPACT;) {
            lower = Ceiling.values()[lower.ordinal() - 1];
            if (rule.allows(lower).orElse(false)) {
                return Optional.of(lower);
            }
        }
        return Optional.empty();
    }

    @Override
    public HelperSession open(Ceiling max, String requestedBy) throws IOException {
        return PipedSession.begin(Arrays.asList(SudoRule.SUDO, "-n", HostSetUp.HELPER, "serve", max.text()), Collections.emptyMap());
    }
}
