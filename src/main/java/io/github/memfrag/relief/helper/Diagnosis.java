package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one way lacks for an account, for an operator who sets up a host. */
public final class Diagnosis {
    private final String way;
    private final List<Gap> toCompact;
    private final List<Gap> toDrop;

    public Diagnosis(String way, List<Gap> toCompact, List<Gap> toDrop) {
        this.way = requireNonNull(way, "way is null");
        this.toCompact = Collections.unmodifiableList(new ArrayList<>(toCompact));
        this.toDrop = Collections.unmodifiableList(new ArrayList<>(toDrop));
    }

    /** One for each way, in the order in which they are tried. */
    public static List<Diagnosis> of(KernelTree tree, Account account) {
        List<Gap> service = new HostSetUp(tree, account).serviceGaps();
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (CheckedWay way : Ways.checked(tree, account)) {
            List<Gap> more = way instanceof SpoolWay ? service : Collections.emptyList();
            diagnoses.add(new Diagnosis(way.name(), both(way.gaps(HelperCommand.COMPACT), more),
                    both(way.gaps(HelperCommand.dropCaches(3)), more)));
        }
        return Collections.unmodifiableList(diagnoses);
    }

    private static List<Gap> both(List<Gap> some, List<Gap> more) {
        List<Gap> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** {@code direct}, {@code group}, {@code sudo} or {@code spool}. */
    public String way() {
        return way;
    }

    /** What is missing to compact memory; empty when this way works. */
    public List<Gap> toCompact() {
        return toCompact;
    }

    /** What is missing to drop caches; empty when this way works. */
    public List<Gap> toDrop() {
        return toDrop;
    }
}
