package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.LiveKernel;
import io.github.memfrag.testing.PrivateHost;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A JVM of another user than root finds its way to this kernel by itself, and doctor knows it beforehand. */
@LiveKernel(writes = true)
class ReliefWaysIT {
    private static final String CONFINED = "setpriv --reuid=alice --regid=alice --init-groups --no-new-privs ";
    private static final String SERVICE = "/usr/local/libexec/memfrag-spool all &\n";
    private static final String WAY = " --json 2> /run/err | grep -o '\"way\":\"[a-z]*\"'\n";

    private static Path jar;

    @BeforeAll
    static void copyTheJarForEverybody() throws Exception {
        PrivateHost.check();
        jar = AgentJar.copy();
    }

    @Test
    void aMemberOfTheGroupCompactsAsItselfAndDropsThroughSudo() throws Exception {
        assertEquals("\"way\":\"group\"\n\"way\":\"sudo\"\ncompacted and dropped\n", run("drops=$(drops) compactions=$(compactions)\n"
                + "as alice " + java("compact") + WAY
                + "as alice " + java("drop-caches 1") + WAY
                + "[ $(drops) -eq $((drops + 1)) ] && [ $(compactions) -gt $compactions ] && echo compacted and dropped"));
    }

    @Test
    void aMemberThatMayGainNoPrivilegesDropsThroughTheSpool() throws Exception {
        assertEquals("\"way\":\"spool\"\ndropped\n", run(SERVICE + "drops=$(drops)\n"
                + CONFINED + java("drop-caches 1") + WAY
                + "[ $(drops) -eq $((drops + 1)) ] && echo dropped"));
    }

    @Test
    void whereNobodyWatchesTheSpoolOneIsToldSo() throws Exception {
        assertEquals("memfrag-agent: nobody answers requests in /run/memfrag/spool/in: is memfrag-relief.path active?\n1\n", run(
                CONFINED + java("drop-caches 1") + "; echo $?"));
    }

    @Test
    void whoIsNotOfTheGroupIsToldWhatWouldLetIt() throws Exception {
        assertEquals("memfrag-agent: compact_memory needs root, and this JVM runs as uid UID. What would let it: sudo java -jar " + jar
                + " doctor --user UID\n", run("as mallory " + java("compact") + " 2>&1 | sed \"s/$(id -u mallory)/UID/g\""));
    }

    @Test
    void doctorTellsEachUserTheWayAndRootTheSameInItsPlace() throws Exception {
        String said = run("as alice " + java("doctor") + " > /run/alice; echo $?; " + java("doctor --user alice") + " > /run/root; echo $?\n"
                + "diff /run/alice /run/root && grep -A 1 ^compacting /run/root\n");
        assertEquals("0\n0\ncompacting memory  works, the way is group\ndropping caches    works, the way is sudo\n", said);
    }

    @Test
    void whatDoctorSaysIsMissingDoesMendItWhenPasted() throws Exception {
        String said = run("rm -rf /etc/sudoers.d/memfrag /usr/local/libexec /etc/tmpfiles.d/memfrag.conf /run/memfrag; groupdel memfrag\n"
                + "doctor() { " + java("doctor --user mallory") + "; }\n"
                + "doctor | grep -A 2 ^compacting\n"
                // Root is asked for no password, and has no systemctl here.
                + "for time in 1 2 3; do doctor | grep '^  [sj]' | grep -v systemctl > /run/paste; . /run/paste > /dev/null 2>&1; done\n"
                + "doctor | grep -A 1 ^compacting");
        assertEquals("compacting memory  does not work\ndropping caches    does not work\n\n"
                + "compacting memory  works, the way is group\ndropping caches    works, the way is sudo\n", said);
    }

    @Test
    void theKillSwitchIsToldWithItsRemedy() throws Exception {
        String said = run("mkdir -p /etc/memfrag; : > /etc/memfrag/relief-off; " + java("doctor") + "; echo $?; " + java("compact"));
        assertTrue(said.contains("\nkill switch      /etc/memfrag/relief-off is there: no relief at all\n  sudo rm /etc/memfrag/relief-off\n"), said);
        assertTrue(said.contains("\n1\nmemfrag-agent: reliefs are switched off "), said);
    }

    private static String run(String commands) throws Exception {
        return PrivateHost.run(commands);
    }

    private static String java(String words) {
        return "java -XX:TieredStopAtLevel=1 -jar " + jar + " " + words;
    }
}
