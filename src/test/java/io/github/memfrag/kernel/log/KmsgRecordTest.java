package io.github.memfrag.kernel.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KmsgRecordTest {
    @Test
    void readsSequenceTimeAndMessage() {
        KmsgRecord record = KmsgRecord.parse("4,337,400096373,-;NOTICE: Automounting; of tracing\n").orElseThrow();

        assertEquals(337, record.sequence());
        assertEquals(400096373, record.micros());
        assertEquals(OptionalInt.empty(), record.pid());
        assertEquals("NOTICE: Automounting; of tracing", record.message());
    }

    @Test
    void leavesOutTheProperties() {
        KmsgRecord record = KmsgRecord.parse("6,229,320001,-;pci_bus 0000:00: root bus\n SUBSYSTEM=pci_bus\n DEVICE=+pci_bus:0000:00\n")
                .orElseThrow();

        assertEquals("pci_bus 0000:00: root bus", record.message());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "6;\\x09indented,      \"6;\tindented\"",
        "one\\x0atwo,          \"one\ntwo\"",
        "m\\xc3\\xbcller: x,   müller: x",
        "C:\\x5ctemp,          C:\\temp",
        "torn \\x0,            torn \\x0"})
    void decodesTheBytesThatTheKernelEscapes(String text, String message) {
        assertEquals(message, KmsgRecord.parse("6,1,1,-;" + text + "\n").orElseThrow().message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'4,1,5,-,caller=T4242'  | 4242",
        "'4,1,5,c,caller=T1,x=y' | 1",
        "'4,1,5,-,caller=C1'     | -1",
        "'4,1,5,-'               | -1"})
    void knowsTheTaskWhereTheKernelPrintsCallersAndATaskCalled(String head, int pid) {
        assertEquals(pid, KmsgRecord.parse(head + ";text\n").orElseThrow().pid().orElse(-1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " SUBSYSTEM=pci\n", "4,337,400096373,-", "4,337;text", "4,x,400096373,-;text", "text",
        "<4>text", "4,9999999999999999999,1,-;text", "\u0000\u0000;"})
    void refusesWhatIsNoRecord(String text) {
        assertEquals(Optional.empty(), KmsgRecord.parse(text));
    }
}
