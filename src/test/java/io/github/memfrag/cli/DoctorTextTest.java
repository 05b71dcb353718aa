package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.relief.helper.Diagnosis;
import io.github.memfrag.relief.helper.Gap;
import io.github.memfrag.relief.helper.TestAccount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoctorTextTest {
    private static final Gap NOT_ROOT = Gap.of("only root goes this way");
    private static final Gap NO_DROP = Gap.of("no group may drop caches: the kernel lets root only");
    private static final Gap NO_HELPER = Gap.of("/usr/local/libexec/memfrag-helper is not installed",
            "java -jar memfrag-agent.jar conf helper/memfrag-helper | sudo install -D -m 755 /dev/stdin /usr/local/libexec/memfrag-helper");
    private static final Diagnosis DIRECT = new Diagnosis("direct", List.of(NOT_ROOT), List.of(NOT_ROOT));
    private static final Diagnosis GROUP = new Diagnosis("group", List.of(), List.of(NO_DROP));
    private static final Diagnosis SUDO = new Diagnosis("sudo", List.of(NO_HELPER), List.of(NO_HELPER));
    private static final Diagnosis SPOOL = new Diagnosis("spool", List.of(), List.of());
    private static final Finding ON = Finding.good("kill switch", "off (there is no /etc/memfrag/relief-off)");
    private static final Finding OFF = Finding.bad("kill switch", "/etc/memfrag/relief-off is there: no relief at all",
            "sudo rm /etc/memfrag/relief-off");

    @Test
    void showsWhichWayWorksAndWhatMendsTheOthers() {
        GoldenFile.assertMatches("doctor-group.txt", doctor(List.of(DIRECT, GROUP, SUDO), ON).lines(Style.of(false, true), 80));
    }

    @Test
    void showsNoCureForWhatIsNotNeeded() {
        GoldenFile.assertMatches("doctor-whole-way.txt",
                doctor(List.of(DIRECT, SPOOL, SUDO), ON).lines(Style.of(false, true), 80));
    }

    @Test
    void aSpoolThatMayBeLookedAtIsNotClosed() {
        Gap unknown = Gap.unknown("nobody is known to look into /run/memfrag/spool/in");
        DoctorText doctor = doctor(List.of(new Diagnosis("spool", List.of(unknown), List.of(unknown))), ON);
        assertEquals("spool      unknown", doctor.lines(Style.of(false, true), 80).get(6));
        assertEquals(Optional.empty(), doctor.compaction());
    }

    @Test
    void theFirstWayThatWorksIsTheOneThatIsTaken() {
        DoctorText doctor = doctor(List.of(DIRECT, GROUP, SUDO, SPOOL), ON);
        assertEquals(List.of(Optional.of("group"), Optional.of("spool")), List.of(doctor.compaction(), doctor.drop()));
    }

    @Test
    void whatStopsEveryReliefClosesEveryWay() {
        DoctorText doctor = doctor(List.of(SPOOL), OFF);
        assertEquals(List.of(Optional.empty(), Optional.empty()), List.of(doctor.compaction(), doctor.drop()));
        GoldenFile.assertMatches("doctor-switched-off.txt", doctor.lines(Style.of(false, true), 80));
    }

    @Test
    void scriptsReadTheSame() {
        assertEquals("{\"user\":\"kafka\",\"uid\":990,\"compaction\":\"group\",\"drop\":null,\"ways\":[{\"way\":\"group\",\"compaction\":true,"
                + "\"drop\":false,\"gaps\":[{\"missing\":\"no group may drop caches: the kernel lets root only\",\"remedies\":[]}]}],"
                + "\"host\":[{\"subject\":\"kill switch\",\"ok\":true,\"text\":\"off (there is no \\/etc\\/memfrag\\/relief-off)\","
                + "\"remedies\":[]},{\"subject\":\"last drop\",\"ok\":true,\"text\":\"2026-11-01T12:00:00Z\",\"remedies\":[]}]}", doctor(List.of(GROUP), ON).json());
    }

    private static DoctorText doctor(List<Diagnosis> ways, Finding finding) {
        return new DoctorText(new TestAccount(), ways, List.of(finding, Finding.good("last drop", "2026-11-01T12:00:00Z")));
    }
}
