package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.testing.LiveKernel;
import io.github.memfrag.testing.PrivateHost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code conf/tmpfiles.d/memfrag.conf}: members of a group compact this machine's nodes, running the helper as themselves. */
@LiveKernel(writes = true)
class ReliefByGroupIT {
    private static final String SERVE = "sh /usr/local/libexec/memfrag-helper serve ";

    @BeforeAll
    static void canHaveAPrivateHost() throws Exception {
        PrivateHost.check();
    }

    @Test
    void aJvmOfAMemberCompactsAndProvesIt() throws Exception {
        assertEquals("compacted\n", PrivateHost.run("agent alice compact 2>&1 | grep -q 'compact_migrate_scanned +' && echo compacted"));
    }

    @Test
    void aMemberCompactsANodeAndItIsOnRecord() throws Exception {
        assertEquals("0 ready\n0\ncompacted\n-rw-rw-r-- root memfrag\n", PrivateHost.run("compactions=$(compactions)\n"
                + "[ ! -s /run/memfrag/last-compact ] && echo 'compact-node 0' | as alice " + SERVE + "compact\n"
                + "[ $(compactions) -gt $compactions ] && [ -s /run/memfrag/last-compact ] && echo compacted\n"
                + "stat -c '%A %U %G' /run/memfrag/last-compact"));
    }

    @Test
    void aMemberGetsNoFurtherThanThat() throws Exception {
        assertEquals("0 ready\n77 cannot write 1 to /proc/sys/vm/compact_memory: Permission denied\n"
                + "77 cannot write 3 to /proc/sys/vm/drop_caches: Permission denied\n"
                + "77 cannot open /run/memfrag/sync: Permission denied\n",
                PrivateHost.run("printf '%s\\n' compact 'drop-caches 3' sync | as alice " + SERVE + "all"));
    }

    @Test
    void aMemberAndRootKeepEachOtherOut() throws Exception {
        String hold = "mkfifo /run/verbs; as %s " + SERVE + "all < /run/verbs > /run/answers & exec 5> /run/verbs\n"
                + "until [ -s /run/answers ]; do sleep 0.02; done; as %s " + SERVE + "all 2> /dev/null; echo $?";
        assertEquals("75\n", PrivateHost.run(hold.formatted("alice", "root")));
        assertEquals("75\n", PrivateHost.run(hold.formatted("root", "alice")));
    }

    @Test
    void anotherUserCanDoNothing() throws Exception {
        assertEquals("memfrag-helper: cannot open /run/memfrag/lock: Permission denied\n77\n",
                PrivateHost.run("echo 'compact-node 0' | as mallory " + SERVE + "compact; echo $?"));
    }

    @Test
    void theSetUpIsDoneAgainAtEachBootAndMendsWhatTheHelperMadeBefore() throws Exception {
        assertEquals("0 ready\n0\n", PrivateHost.run("rm -r /run/memfrag; /usr/local/libexec/memfrag-helper compact-node 0\n"
                + "systemd-tmpfiles --create memfrag.conf; echo 'compact-node 0' | as alice " + SERVE + "compact"));
    }
}
