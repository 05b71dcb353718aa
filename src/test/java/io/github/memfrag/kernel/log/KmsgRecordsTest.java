package io.github.memfrag.kernel.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KmsgRecordsTest {
    private static final long BOOT = 1_000_000_000_000L;
    private static final long NOW = BOOT + 3_600_000;

    private final HeardRecords heard = new HeardRecords();
    private final KmsgRecords records = new KmsgRecords(PrintkClock.of(name -> "cpu  1 2 3\nbtime " + BOOT / 1000 + "\nprocesses 9\n"));

    @Test
    void placesARecordByTheTimeOfTheBoot() {
        read(0, 1_500_000, 0, NOW);

        assertEquals(BOOT + 1500, time(0));
    }

    @Test
    void placesNoRecordInTheFuture() {
        read(0, 7_200_000_000L, 0, NOW);

        assertEquals(NOW, time(0));
    }

    @Test
    void takesTheMomentOfReadingWhereNobodyKnowsWhenTheHostBooted() {
        PrintkClock clock = PrintkClock.of(name -> {
            throw new FileNotFoundException(name);
        });
        new KmsgRecords(clock).read("4,0,1500000,-;text\n", 0, NOW, heard);

        assertEquals(NOW, time(0));
    }

    /** After 801 days the processor's clock is minutes off: a failure of this second must not seem an old one. */
    @Test
    void setsTheClockByARecordThatTheReadHadToWaitFor() {
        read(0, 1_000_000_000L, 0, NOW);
        read(1, 2_000_000_000L, 60_000, NOW);
        read(2, 2_000_500_000L, 0, NOW + 700);

        assertEquals(List.of(BOOT + 1_000_000, NOW, NOW + 500), heard.records.stream().map(LogRecord::epochMillis).toList());
    }

    /** A pause of the JVM while it reads what was there before looks like waiting, but for the stamps. */
    @Test
    void doesNotMistakeAPauseAmongOldRecordsForWaiting() {
        read(0, 1_000_000_000L, 0, NOW);
        read(1, 1_000_300_000L, 5_000, NOW);

        assertEquals(BOOT + 1_000_300, time(1));
    }

    @Test
    void countsTheRecordsThatWereOverwritten() {
        read(10, 1, 0, NOW);
        read(11, 2, 0, NOW);
        read(15, 3, 0, NOW);

        assertEquals(10 + 3, heard.lost.get());
        assertEquals(3, heard.records.size());
    }

    @Test
    void readsNoRecordTwiceWhenTheSourceIsOpenedAnew() {
        read(0, 1, 0, NOW);
        read(1, 2, 0, NOW);
        read(0, 1, 0, NOW);
        read(1, 2, 0, NOW);
        read(2, 3, 0, NOW);

        assertEquals(3, heard.records.size());
        assertEquals(0, heard.lost.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4,5,6", "\u0001\u0002"})
    void countsWhatIsNoRecordAndGoesOn(String text) {
        records.read(text, 0, NOW, heard);
        read(0, 1, 0, NOW);

        assertEquals(1, heard.malformed.get());
        assertEquals(1, heard.records.size());
    }

    private void read(long sequence, long micros, long waitedMillis, long now) {
        records.read("4," + sequence + "," + micros + ",-;text\n", waitedMillis, now, heard);
    }

    private long time(int record) {
        return heard.records.get(record).epochMillis();
    }
}
