package io.github.memfrag.http;

import io.github.memfrag.http.Standing.Conduct;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses the connection that makes room for a new one. First goes who stalls; then who has not shown yet that it
 * takes answers, so that however many come and go, a client that behaves keeps its connection. Only where those that do hold more
 * than three of four places one of them goes, of the client that has the most, so that nobody closes the door behind himself. Of
 * equals the client with the most connections loses one, the one that was waited for longest.
 */
final class Eviction {
    static final Comparator<Standing> LONGEST_WAITED = Comparator.comparingLong(Standing::waitedNanos).reversed();

    private final Collection<Standing> all;
    private final Comparator<Standing> ofLargestNetwork;

    private Eviction(Collection<Standing> all) {
        this.all = all;
        Map<String, Long> sizes = all.stream().collect(Collectors.groupingBy(Standing::network, Collectors.counting()));
        this.ofLargestNetwork = Comparator.comparing((Standing standing) -> sizes.get(standing.network())).reversed()
                .thenComparing(LONGEST_WAITED);
    }

    /**
     * @param places how many connections there may be
     * @return empty where nobody has to go: the new one comes on top, and is the next to go
     */
    static Optional<Standing> choose(Collection<Standing> all, int places) {
        return new Eviction(all).choose(places);
    }

    private Optional<Standing> choose(int places) {
        Optional<Standing> stalled = of(Conduct.STALLED).min(ofLargestNetwork);
        if (stalled.isPresent()) {
            return stalled;
        }
        long proven = all.stream().filter(standing -> standing.conduct().isProven()).count();
        if (proven * 4 > places * 3L) {
            return ofWhoHasMost();
        }
        Optional<Standing> silent = of(Conduct.NEW).min(ofLargestNetwork);
        return silent.isPresent() ? silent : of(Conduct.TAKING).min(ofLargestNetwork);
    }

    /** A proven one where the client's own have more of these, or else its proven ones would keep its new ones out. */
    private Optional<Standing> ofWhoHasMost() {
        Optional<String> network = all.stream().filter(standing -> standing.conduct() != Conduct.WORKED_ON).min(ofLargestNetwork)
                .map(Standing::network);
        Map<Boolean, List<Standing>> ofNetwork = all.stream()
                .filter(standing -> standing.conduct() != Conduct.WORKED_ON && network.get().equals(standing.network()))
                .collect(Collectors.partitioningBy(standing -> standing.conduct().isProven()));
        List<Standing> proven = ofNetwork.get(true);
        List<Standing> others = ofNetwork.get(false);
        return (proven.size() > others.size() ? proven : others).stream()
                .min(Comparator.comparing(Standing::conduct).thenComparing(LONGEST_WAITED));
    }

    private Stream<Standing> of(Conduct conduct) {
        return all.stream().filter(standing -> standing.conduct() == conduct);
    }
}
