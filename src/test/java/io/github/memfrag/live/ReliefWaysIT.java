package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.testing.LiveKernel;
import io.github.memfrag.testing.PrivateHost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JVM of another user than root finds its way to this kernel by itself, and doctor knows it beforehand. */
@LiveKernel(writes = true)
class ReliefWaysIT {
    private static final String CONFINED =
            "as() { user=$1; shift; setpriv --reuid=$user --regid=$user --init-groups --no-new-privs \"$@\"; }\n";
    private static final String WAY = " --json 2> /run/err | grep -o '\"way\":\"[a-z]*\"'\n";

    @BeforeAll
    static void canHaveAPrivateHost() throws Exception {
        PrivateHost.check();
    }

    @Test
    void theFirstWayThatSufficesIsTaken() throws Exception {
        assertEquals("\"way\":\"group\"\n\"way\":\"sudo\"\n\"way\":\"spool\"\n", PrivateHost.run("agent alice compact" + WAY
                + "agent alice drop-caches 1" + WAY
                + "rm /run/memfrag/last-drop; /usr/local/libexec/memfrag-spool all &\n" + CONFINED + "agent alice drop-caches 1" + WAY));
    }

    @Test
    void whereNobodyWatchesTheSpoolOneIsToldSo() throws Exception {
        assertEquals("memfrag-agent: nobody answers requests in /run/memfrag/spool/in: is memfrag-relief.path active?\n1\n",
                PrivateHost.run(CONFINED + "agent alice drop-caches 1; echo $?"));
    }

    @Test
    void whoIsNotOfTheGroupIsToldWhatWouldLetIt() throws Exception {
        assertEquals("memfrag-agent: compact_memory needs root, and this JVM runs as uid UID. What would let it: sudo java -jar JAR"
                + " doctor --user UID\n", PrivateHost.run("agent mallory compact 2>&1 | sed \"s/$(id -u mallory)/UID/g; s,$AGENT_JAR,JAR,\""));
    }

    @Test
    void doctorTellsEachUserTheWayAndRootTheSameInItsPlace() throws Exception {
        assertEquals("0\n0\ncompacting memory  works, the way is group\ndropping caches    works, the way is sudo\n", PrivateHost.run(
                "agent alice doctor > /run/alice; echo $?; agent root doctor --user alice > /run/root; echo $?\n"
                + "diff /run/alice /run/root && grep -A 1 ^compacting /run/root"));
    }

    @Test
    void whatDoctorSaysIsMissingDoesMendItWhenPasted() throws Exception {
        assertEquals("compacting memory  does not work\ndropping caches    does not work\n"
                + "compacting memory  works, the way is group\ndropping caches    works, the way is sudo\n", PrivateHost.run(
                "rm -rf /etc/sudoers.d/memfrag /usr/local/libexec /etc/tmpfiles.d/memfrag.conf /run/memfrag; groupdel memfrag\n"
                + "agent root doctor --user mallory | grep -A 1 ^compacting\n"
                // Twice, since one joins a group only when it has been given the file. No systemd runs here.
                + "for time in 1 2; do agent root doctor --user mallory | grep '^  [a-z]' | grep -v systemctl > /run/paste\n"
                + "  . /run/paste > /dev/null 2>&1; done\n"
                + "agent root doctor --user mallory | grep -A 1 ^compacting"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "a folder of another | chown alice /run/memfrag | last-drop",
            "one that all write  | chmod 777 /run/memfrag   | last-drop",
            "a link              | mv /run/memfrag /run/elsewhere; ln -s elsewhere /run/memfrag | ''"})
    void anUntrustedFolderIsMendedAndKeepsWhatIsInIt(String what, String broken, String kept) throws Exception {
        assertEquals("1\n0\n" + (kept.isEmpty() ? "" : kept + "\n") + "spool\n", PrivateHost.run(
                "touch /run/memfrag/last-drop; " + broken + "\nagent root doctor > /run/doctor; echo $?\n"
                + "sed -n '/^lock folder/,/^last drop/s/^  \\([a-z]\\)/\\1/p' /run/doctor > /run/paste; . /run/paste > /dev/null 2>&1\n"
                + "agent root doctor > /dev/null; echo $?; cd /run/memfrag; ls -d last-drop spool 2> /dev/null"));
    }

    @Test
    void aLowerCeilingOfTheHostIsToldBeforeAnythingIsDone() throws Exception {
        assertEquals("memfrag-agent: sudo lets it go up to compact, by /etc/sudoers.d/memfrag. drop_caches 1 needs pagecache\n"
                + "memfrag-agent: dropCaches(1) is refused: the spool goes no farther than compact, by ExecStart of memfrag-relief.service\n"
                + "nothing more\n", PrivateHost.run("drops=$(drops)\n"
                + "sed -i 's/^%/# %/; s/^# \\(.*MEMFRAG_COMPACT\\)$/\\1/' /etc/sudoers.d/memfrag; chmod 700 $spool\n"
                + "agent alice drop-caches 1\nchmod 755 $spool; /usr/local/libexec/memfrag-spool compact &\n" + CONFINED
                + "agent alice drop-caches 1\n[ $(drops) -eq $drops ] && echo nothing more"));
    }

    @Test
    void aSpoolThatIsServedByHandIsOpen() throws Exception {
        assertEquals("spool      unknown\nspool      open\n", PrivateHost.run(CONFINED + "rm /etc/sudoers.d/memfrag\n"
                + "agent alice doctor | grep ^spool\n"
                + "sed -i 's/-lt 50/-lt 600/' /usr/local/libexec/memfrag-spool; /usr/local/libexec/memfrag-spool all & spooler=$!\n"
                + "until [ -s $spool/pid ]; do sleep 0.02; done\n"
                + "agent alice doctor | grep ^spool; kill $spooler"));
    }

    @Test
    void theKillSwitchIsToldWithItsRemedy() throws Exception {
        assertEquals("kill switch      /etc/memfrag/relief-off is there: no relief at all\n  sudo rm /etc/memfrag/relief-off\n1\n",
                PrivateHost.run("mkdir -p /etc/memfrag; : > /etc/memfrag/relief-off\n"
                + "agent root doctor > /run/doctor; status=$?; grep -A 1 '^kill switch' /run/doctor; echo $status"));
    }
}
