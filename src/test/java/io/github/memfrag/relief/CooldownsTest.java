package io.github.memfrag.relief;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.kernel.KernelFormatException;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be done how soon; 1 h after a drop, 5 min after a compaction. */
class CooldownsTest {
    private static final Instant START = Instant.parse("2026-08-04T22:58:15Z");

    @TempDir
    private Path root;
    private Instant now = START;
    private Cooldowns cooldowns;

    @BeforeEach
    void start() {
        cooldowns = cooldownsOfAnotherJvm();
    }

    @Test
    void whatNobodyKnowsOfIsNoReasonToWait() {
        assertLeft(0, 0);
    }

    @Test
    void thisJvmsOwnReliefsBeginACooldownEach() {
        cooldowns.dropped();
        cooldowns.compacted();
        assertLeft(3600, 300);
        later(Duration.ofMinutes(5).minusMillis(1));
        assertLeft(3301, 1);
        later(Duration.ofMillis(1));
        assertLeft(3300, 0);
        later(Duration.ofMinutes(55));
        assertLeft(0, 0);
    }

    @Test
    void theHelpersRecordsCountForEveryJvm() throws IOException {
        record(Cooldowns.LAST_DROP, "drop_pagecache 4\ndrop_slab 2\n", now.minusSeconds(60));
        record(Cooldowns.LAST_COMPACT, "Tue Aug  4 22:58:15 UTC 2026\n", now.minusSeconds(60));
        assertLeft(3540, 240);
    }

    @Test
    void anEmptyRecordMeansNever() throws IOException {
        record(Cooldowns.LAST_COMPACT, "", now);
        assertLeft(0, 0);
    }

    @Test
    void theLaterOfRecordAndOwnReliefCounts() throws IOException {
        record(Cooldowns.LAST_DROP, "drop_pagecache 4\n", now.minusSeconds(60));
        later(Duration.ofSeconds(60));
        cooldowns.dropped();
        assertLeft(3600, 0);
        record(Cooldowns.LAST_DROP, "drop_pagecache 5\n", now.minusSeconds(600));
        assertLeft(3600, 0);
    }

    @Test
    void aRecordOfTheFutureCountsFromWhenItIsSeen() throws IOException {
        record(Cooldowns.LAST_DROP, "drop_pagecache 4\n", now.plus(Duration.ofDays(365)));
        assertLeft(3600, 0);
        later(Duration.ofMinutes(10));
        assertLeft(3000, 0);
    }

    @Test
    void aClockThatIsSetBackDoesNotProlongACooldown() {
        cooldowns.dropped();
        later(Duration.ofDays(-1));
        assertLeft(3600, 0);
        later(Duration.ofMinutes(10));
        assertLeft(3000, 0);
    }

    @Test
    void whoeverDropsBeginsACooldownWhenItIsNoticed() throws IOException {
        see(4, 2);
        assertLeft(0, 0); // They may have been dropped long ago.
        later(Duration.ofSeconds(15));
        see(4, 3);
        later(Duration.ofSeconds(15));
        see(4, 3);
        assertLeft(3585, 0);
    }

    @Test
    void aDropThatTheHelperRecordedIsNotNoticedOnceMore() throws IOException {
        see(4, 2);
        record(Cooldowns.LAST_DROP, "drop_pagecache 5\ndrop_slab 3\n", now);
        later(Duration.ofSeconds(15));
        see(5, 3);
        assertLeft(3585, 0);
    }

    @Test
    void aRecordThatIsBehindTheKernelsCountTellsOfADropByHand() throws IOException {
        record(Cooldowns.LAST_DROP, "drop_pagecache 4\ndrop_slab 2\n", now.minus(Duration.ofDays(3)));
        see(5, 2);
        assertLeft(3600, 0);
        assertEquals("caches of this host were dropped by hand at some time since 2026-08-01T22:58:15Z, noticed at 2026-08-04T22:58:15Z,"
                + " relief.cooldown.drop=1h lasts 1h more", cooldowns.drop().orElseThrow().text());
    }

    @Test
    void anUndatedDropIsToldAsThatByTheNextJvmTooAndBeginsNoNewHour() throws IOException {
        record(Cooldowns.LAST_DROP, "drop_pagecache 4\ndrop_slab 2\n", now.minus(Duration.ofDays(3)));
        see(5, 2);
        later(Duration.ofMinutes(10));
        cooldowns = cooldownsOfAnotherJvm();
        see(5, 2);
        assertEquals("caches of this host were dropped by hand at some time since 2026-08-01T22:58:15Z, noticed at 2026-08-04T22:58:15Z,"
                + " relief.cooldown.drop=1h lasts 50m more", cooldowns.drop().orElseThrow().text());
        cooldowns.dropped();
        assertTrue(cooldowns.drop().orElseThrow().text().startsWith("caches of this host were dropped at 2026-08-04T23:08:15Z, "));
    }

    @Test
    void whoOnlyLooksPutsNothingOnRecordAndLosesNothing() throws IOException {
        record(Cooldowns.LAST_DROP, "drop_pagecache 4\n", now.minus(Duration.ofDays(3)));
        cooldowns.see(VmStat.parse("drop_pagecache 5\n"));
        Path record = root.resolve(Cooldowns.LAST_DROP.substring(1));
        assertEquals("drop_pagecache 4\n", Files.readString(record));
        cooldowns.keep();
        assertTrue(Files.readString(record).startsWith("drop_pagecache 5\n"));
    }

    @Test
    void whatIsNoticedHoldsForTheOtherJvmsAndAfterARestart() throws IOException {
        see(4, 2);
        see(4, 3);
        Path record = root.resolve(Cooldowns.LAST_DROP.substring(1));
        assertEquals("drop_pagecache 4\ndrop_slab 3\n", Files.readString(record));
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(record)));
        assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(record.getParent())));
        later(Duration.ofSeconds(15));
        cooldowns = cooldownsOfAnotherJvm();
        see(4, 3);
        assertLeft(3585, 0);
    }

    @Test
    void aKernelThatDoesNotCountDropsHasTheRecordsOnly() throws IOException {
        cooldowns.see(VmStat.parse("pgfault 1\n"));
        cooldowns.see(VmStat.parse("pgfault 2\n"));
        assertLeft(0, 0);
        assertFalse(Files.exists(root.resolve(Cooldowns.LAST_DROP.substring(1))));
    }

    @Test
    void theReasonSaysWhatWasDoneWhenAndHowLongItCounts() {
        cooldowns.dropped();
        later(Duration.ofMinutes(17).plusSeconds(50));
        assertEquals("caches of this host were dropped at 2026-08-04T22:58:15Z, relief.cooldown.drop=1h lasts 42m 10s more",
                cooldowns.drop().orElseThrow().text());
        cooldowns.compacted();
        assertEquals("a relief compacted this host's memory at 2026-08-04T23:16:05Z, relief.cooldown.compact=5m lasts 5m more",
                cooldowns.compact().orElseThrow().text());
    }

    @Test
    void aCooldownOfNothingIsNone() {
        ReliefSettings none = ReliefSettings.of(
                ConfigurationReader.read("relief.cooldown.drop=0s,relief.cooldown.compact=0s").configuration());
        cooldowns = new Cooldowns(KernelTree.recorded(root), () -> none, () -> now.toEpochMilli());
        cooldowns.dropped();
        cooldowns.compacted();
        assertLeft(0, 0);
    }

    private Cooldowns cooldownsOfAnotherJvm() {
        return new Cooldowns(KernelTree.recorded(root), ReliefSettings::defaults, () -> now.toEpochMilli());
    }

    private void assertLeft(long dropSeconds, long compactSeconds) {
        assertEquals(dropSeconds + " and " + compactSeconds + " s", cooldowns.drop().map(Cooldown::leftSeconds).orElse(0L) + " and "
                + cooldowns.compact().map(Cooldown::leftSeconds).orElse(0L) + " s");
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private void see(long pageCacheDrops, long slabDrops) throws KernelFormatException {
        cooldowns.see(VmStat.parse("drop_pagecache " + pageCacheDrops + "\ndrop_slab " + slabDrops + "\npgfault 7\n"));
        cooldowns.keep();
    }

    private void record(String name, String text, Instant time) throws IOException {
        Path file = root.resolve(name.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
