package io.github.memfrag.relief;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.kernel.VmStat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drops by hand as a process sees them that cannot keep them on record. */
class LastDropTest {
    private static final Instant RECORDED = Instant.parse("2026-08-04T22:38:15Z");

    private Instant now = RECORDED.plus(Duration.ofMinutes(20));

    /** Else every run of the command line would begin the hour anew, for ever. */
    @Test
    void oneThatItHasNotSeenCountsFromTheRecordAndOneThatItHasSeenFromThen(@TempDir Path folder) throws Exception {
        Path record = Files.writeString(folder.resolve("last-drop"), "drop_pagecache 4\ndrop_slab 2\n");
        Files.setLastModifiedTime(record, FileTime.from(RECORDED));
        LastDrop lastDrop = new LastDrop(new HostRecord(record, anyFolder -> false), () -> now.toEpochMilli());

        lastDrop.see(VmStat.parse("drop_pagecache 5\ndrop_slab 2\n"));

        assertEquals(OptionalLong.of(RECORDED.toEpochMilli()), lastDrop.epochMillis());
        assertEquals("by hand at some time since 2026-08-04T22:38:15Z (this process can keep no later time on record)",
                lastDrop.when(RECORDED.toEpochMilli()));

        now = now.plus(Duration.ofMinutes(5));
        lastDrop.see(VmStat.parse("drop_pagecache 6\ndrop_slab 2\n"));

        assertEquals(OptionalLong.of(now.toEpochMilli()), lastDrop.epochMillis());
        assertEquals("at 2026-08-04T23:03:15Z", lastDrop.when(now.toEpochMilli()));
    }
}
