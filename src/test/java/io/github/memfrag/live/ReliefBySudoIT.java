package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.testing.LiveKernel;
import io.github.memfrag.testing.PrivateHost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code conf/sudoers.d/memfrag}: members of a group relieve this kernel through the real sudo, others do not. */
@LiveKernel(writes = true)
class ReliefBySudoIT {
    private static final String SERVE = "sudo -n /usr/local/libexec/memfrag-helper serve ";

    @BeforeAll
    static void canHaveAPrivateHost() throws Exception {
        PrivateHost.check();
    }

    @Test
    void aJvmOfAMemberDropsCachesAndProvesIt() throws Exception {
        assertEquals("    drop_pagecache +1, drop_slab 0\n1 more\n", PrivateHost.run("drops=$(drops)\n"
                + "agent alice drop-caches 1 2>&1 | grep drop_pagecache; echo $(($(drops) - drops)) more"));
    }

    @Test
    void aMemberDropsCachesAndCompacts() throws Exception {
        assertEquals("0 ready\n0\n0\n0\n0\ndropped and compacted\n", PrivateHost.run("drops=$(drops) compactions=$(compactions)\n"
                + "printf '%s\\n' sync 'drop-caches 1' compact 'compact-node 0' | as alice " + SERVE + "all\n"
                + "[ $(drops) -eq $((drops + 1)) ] && [ $(compactions) -gt $compactions ] && echo dropped and compacted"));
    }

    @Test
    void whoIsOfTheGroupFindsOutWithoutTrying() throws Exception {
        assertEquals("/usr/local/libexec/memfrag-helper serve all\n0\nsudo: a password is required\n1\n", PrivateHost.run(
                "for user in alice mallory; do as $user sudo -n -l /usr/local/libexec/memfrag-helper serve all; echo $?; done"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"as mallory " + SERVE + "compact", "as alice sudo -n /usr/local/libexec/memfrag-helper compact",
        "as alice " + SERVE + "all all", "as alice " + SERVE, "as alice sudo -n /usr/local/libexec/memfrag-spool all",
        "as alice sudo -n MEMFRAG_KERNEL_ROOT=/run " + "/usr/local/libexec/memfrag-helper serve all"})
    void nothingElseIsGranted(String asked) throws Exception {
        String refused = PrivateHost.run("drops=$(drops)\necho 'drop-caches 1' | " + asked + "\necho $? $(($(drops) - drops))");
        assertEquals("1 0\n", refused.substring(refused.lastIndexOf('\n', refused.length() - 2) + 1), refused);
    }

    @Test
    void anotherLineOfTheFileLowersTheCeiling() throws Exception {
        assertEquals("sudo: a password is required\n0 ready\n77 drop-caches 2 is beyond the ceiling of this session\n", PrivateHost.run(
                "sed -i 's/^%/# %/; s/^# \\(.*MEMFRAG_PAGECACHE\\)$/\\1/' /etc/sudoers.d/memfrag\n"
                + "echo 'drop-caches 2' | as alice " + SERVE + "all\necho 'drop-caches 2' | as alice " + SERVE + "pagecache\n"));
    }

    @Test
    void aHostWhoseSudoWantsATerminalIsNoObstacle() throws Exception {
        assertEquals("0 ready\n0\n", PrivateHost.run("sed -i '1i Defaults requiretty, use_pty' /etc/sudoers\n"
                + "echo 'compact-node 0' | setsid setpriv --reuid=alice --regid=alice --init-groups " + SERVE + "compact"));
    }

    @Test
    void whoHoldsTheHostIsTheUserWhoAskedAndHisEndFreesIt() throws Exception {
        assertEquals("memfrag-helper: another relief runs on this host: uid ALICE (pid N), since TIME\n75\n0 ready\n0\n", PrivateHost.run(
                "mkfifo /run/verbs; as alice " + SERVE + "all < /run/verbs > /run/answers &\nexec 5> /run/verbs\n"
                + "until [ -s /run/answers ]; do sleep 0.02; done\n"
                + "echo compact | /usr/local/libexec/memfrag-helper serve all 2>&1 | sed \"s/uid $(id -u alice)/uid ALICE/; s/pid [0-9]*/pid N/;"
                + " s/since .*/since TIME/\"; echo ${PIPESTATUS[1]}\n"
                + "kill -9 $!; { wait $!; } 2> /dev/null; exec 5>&-\n"
                + "until echo compact-node 0 | as alice " + SERVE + "all 2> /dev/null; do sleep 0.02; done"));
    }

    @Test
    void noUserTurnsTheHelpersWritesElsewhereByTheEnvironment() throws Exception {
        assertEquals("0 ready\n0\nthe kernel's own\n", PrivateHost.run("drops=$(drops)\n"
                + "echo 'drop-caches 1' | as alice env MEMFRAG_KERNEL_ROOT=/run/etc MEMFRAG_REQUESTER=x ENV=/run/x BASH_ENV=/run/x IFS=/ PATH=/run "
                + "/usr/bin/" + SERVE + "all\n[ $(drops) -eq $((drops + 1)) ] && echo \"the kernel's own\""));
    }
}
