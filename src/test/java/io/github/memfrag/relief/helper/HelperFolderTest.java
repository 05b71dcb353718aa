package io.github.memfrag.relief.helper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The installed helper's own files. Each test has a {@code /run}, {@code /tmp}, {@code /var/tmp} and {@code /dev/shm} of its own, and
 * asks for a node that no host has: the kernel is asked for nothing.
 */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class HelperFolderTest {
    private static final String NO_SUCH_NODE =
            "memfrag-helper: /sys/devices/system/node/node99999/compact: No such file or directory\n66\n";
    private static final String AS_NOBODY = "setpriv --reuid=nobody --regid=nogroup --clear-groups ";

    @BeforeAll
    static void ownMounts() throws Exception {
        SkippedTests.needsRoot();
        SkippedTests.machineCannotUnless(new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0,
                "mount namespaces are not allowed here");
    }

    @Test
    void itMakesItsFolderForAllToSeeAndItsLockForRootAlone() throws Exception {
        assertEquals(NO_SUCH_NODE + "drwxr-xr-x root root /run/memfrag\n-rw------- root root /run/memfrag/lock\n",
                run("$helper compact-node 99999; echo $?; stat -c '%A %U %G %n' /run/memfrag /run/memfrag/*"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "a link                   | mkdir /run/other && ln -s /run/other /run/memfrag",
            "a link to nowhere        | ln -s /run/nowhere /run/memfrag",
            "a folder of another user | mkdir -m 0755 /run/memfrag && chown nobody /run/memfrag",
            "a folder that all write  | mkdir -m 0777 /run/memfrag",
            "a sticky one             | mkdir -m 1777 /run/memfrag",
            "a folder of a group      | mkdir -m 0775 /run/memfrag",
            "a file                   | touch /run/memfrag",
            "a named pipe             | mkfifo /run/memfrag"})
    void itTrustsNoFolderThatOthersCouldChange(String what, String made) throws Exception {
        assertEquals("memfrag-helper: /run/memfrag is not a folder of root's with mode 0755: chown root:root and chmod 755 it, or if it is none, remove it\n77\n"
                + "nothing added\n", run(made + "; before=$(ls -lR /run); $helper compact-node 99999; echo $?;"
                + " [ \"$before\" = \"$(ls -lR /run)\" ] && echo nothing added"));
    }

    @Test
    void whereItCannotMakeItsFolderItSaysSo() throws Exception {
        assertEquals("memfrag-helper: cannot make /run/memfrag: Read-only file system\n73\n",
                run("mount -o remount,ro /run; $helper compact-node 99999; echo $?"));
        assertEquals("memfrag-helper: cannot make /run/memfrag: Permission denied\n77\n",
                run(AS_NOBODY + "$helper compact-node 99999; echo $?"));
    }

    @Test
    void anotherUserCanNeitherHoldTheLockNorReadIt() throws Exception {
        assertEquals("66\nmemfrag-helper: cannot open /run/memfrag/lock: Permission denied\n77\n66\n1\n66\n",
                run("$helper compact-node 99999 2> /dev/null; echo $?; " + AS_NOBODY + "$helper compact-node 99999; echo $?; "
                        + AS_NOBODY + "flock -n /run/memfrag/lock true 2> /dev/null; echo $?; "
                        + AS_NOBODY + "cat /run/memfrag/lock 2> /dev/null; echo $?; "
                        + "$helper compact-node 99999 2> /dev/null; echo $?"));
    }

    @Test
    void noFileInAFolderThatEverybodyWritesToCanHoldFoolOrHarmIt() throws Exception {
        String folders = "/tmp /var/tmp /dev/shm";
        String decoys = "for folder in " + folders + "; do mount -t tmpfs -o mode=1777 decoys $folder;"
                + " for name in memfrag memfrag.lock memfrag-helper memfrag-relief memfrag-live lock last-drop last-compact sync; do"
                + " " + AS_NOBODY + "ln -s /run/victim $folder/$name; " + AS_NOBODY + "mkfifo $folder/.$name; done; done; ";
        assertEquals(NO_SUCH_NODE + "as before\n", run(decoys + "before=$(ls -lR --time-style=full-iso " + folders + ");"
                + " $helper compact-node 99999; echo $?;"
                + " [ ! -e /run/victim ] && [ \"$before\" = \"$(ls -lR --time-style=full-iso " + folders + ")\" ] && echo as before"));
    }

    @Test
    void aSyncThatHangsIsNotJoinedByAnotherAndHoldsNobodyElse() throws Exception {
        String hangingDisk = "mkfifo /run/disk /run/verbs; printf '#!/bin/sh\\n[ ! -e /run/hangs ] || exit 0\\n> /run/hangs\\n"
                + "exec cat /run/disk\\n' > /run/sync; chmod +x /run/sync; mount --bind /run/sync /bin/sync; ";
        assertEquals("a session: 66\nmemfrag-helper: an earlier sync still runs\n75\nand well again\n",
                run(hangingDisk + "$helper serve all < /run/verbs > /run/answers & exec 5> /run/verbs; echo sync >&5;"
                        + " until [ -e /run/hangs ]; do :; done; kill -9 $!; wait $! 2> /dev/null;"
                        + " until $helper compact-node 99999 2> /dev/null; [ $? -eq 66 ]; do :; done; echo a session: 66;"
                        + " $helper sync; echo $?;"
                        + " : > /run/disk; until $helper sync 2> /dev/null; do :; done; echo and well again"));
    }

    /** What the commands say, both on standard output and error. */
    private static String run(String commands) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("unshare", "--mount", "sh", "-c",
                "mkdir -p /run && mount -t tmpfs -o mode=755 run /run && cp \"$1\" /run/helper && helper=/run/helper; " + commands,
                "sh", HelperScript.FILE.toString()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }
}
