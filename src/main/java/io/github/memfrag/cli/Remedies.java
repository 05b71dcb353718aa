package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ByteCount;
import io.github.memfrag.kernel.MemInfo;
import io.github.memfrag.relief.Droppable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cures as lines to copy: the one that takes no more than it needs, then its steps, the mildest first; and how much these may free. */
final class Remedies {
    private final Optional<MemInfo> memInfo;

    Remedies(Optional<MemInfo> memInfo) {
        this.memInfo = requireNonNull(memInfo, "memInfo is null");
    }

    /** @param columns how many characters a line of text may have; a line to copy stays one */
    List<String> lines(int columns) {
        List<String> lines = new ArrayList<>();
        List<String> droppable = new ArrayList<>();
        memInfo.map(Droppable::new).ifPresent(caches -> {
            caches.pageCacheBytes().ifPresent(bytes -> droppable.add(ByteCount.text(bytes) + " of page cache"));
            caches.slabBytes().ifPresent(bytes -> droppable.add(ByteCount.text(bytes) + " of dentries and inodes"));
        });
        if (!droppable.isEmpty()) {
            lines.addAll(Paragraph.wrap("There are at most " + String.join(" and ", droppable) + " to drop.", columns));
        }
        for (String words : new String[] {"relieve", "compact", "drop-caches 1", "drop-caches 2"}) {
            lines.add("  " + Invocation.asRoot(words));
        }
        return lines;
    }
}
