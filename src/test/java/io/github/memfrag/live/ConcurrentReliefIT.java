package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.HostMains;
import io.github.memfrag.testing.LiveKernel;
import io.github.memfrag.testing.PrivateHost;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One relief at a time on this host, whoever asks: JVMs of several users, the command line, the helper by hand. */
@LiveKernel(writes = true)
class ConcurrentReliefIT {
    private static final int THREADS = 5;
    private static final int REQUESTS = 10;

    @BeforeAll
    static void canHaveAPrivateHost() throws Exception {
        PrivateHost.check();
    }

    /** The kernel counts every drop: two at once would show as two in one report, and a lost report as a drop too many. */
    @Test
    void ofFourJvmsAndTheShellOneAtATimeDropsAndNoReportIsLost() throws Exception {
        String jvm = "$JAVA_HOME/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -javaagent:$AGENT_JAR"
                + "=start.delay=0,http=off,log=none,relief.cooldown.drop=0s -cp " + HostMains.classPath() + " RequestsReliefs "
                + THREADS + " " + REQUESTS;
        List<String> said = PrivateHost.run("before=$(drops)\n"
                + "for i in 1 2; do " + jvm + " > /run/jvm$i & jvms=\"$jvms $!\"; as alice " + jvm + " > /run/alices$i & jvms=\"$jvms $!\"; done\n"
                + "while kill -0 $jvms 2> /dev/null; do /usr/local/libexec/memfrag-helper drop-caches 1 2> /dev/null && echo helper; sleep 0.3; done"
                + " > /run/helper & others=$!\n"
                + "while kill -0 $jvms 2> /dev/null; do agent root drop-caches 1 --force > /run/report 2>&1 && echo cli; done"
                + " > /run/cli & others=\"$others $!\"\n"
                + "wait $jvms $others\n"
                + "cat /run/helper /run/cli; for i in 1 2; do sed \"s/^/jvm$i /\" /run/jvm$i; sed \"s/^/alices$i /\" /run/alices$i; done\n"
                + "echo kernel $(($(drops) - before))").lines().toList();

        for (String each : List.of("jvm1 ", "jvm2 ", "alices1 ", "alices2 ")) {
            List<String> answers = said.stream().filter(line -> line.startsWith(each)).toList();
            assertEquals(THREADS * REQUESTS, answers.size(), said::toString);
            List<String> reports = answers.stream().filter(line -> line.startsWith(each + "DONE ")).toList();
            assertEquals(reports.size(), reports.stream().distinct().count(), reports::toString);
            assertTrue(reports.stream().allMatch(line -> line.endsWith(" 1")), reports::toString);
            assertTrue(answers.stream().filter(line -> !reports.contains(line))
                    .allMatch(line -> line.startsWith(each + "refused one relief at a time: ")), answers::toString);
        }
        long drops = said.stream().filter(line -> line.matches("helper|cli|\\w+ DONE .*")).count();
        assertEquals("kernel " + drops, said.get(said.size() - 1), said::toString);
        assertTrue(said.contains("helper") && said.stream().anyMatch(line -> line.matches("jvm. DONE .*"))
                && said.stream().anyMatch(line -> line.matches("alices. DONE .*")), said::toString);
    }

    /** A named pipe in the place of the control holds who writes to it, as a kernel that takes its time. */
    @ParameterizedTest
    @ValueSource(strings = {"root", "alice"})
    void whoIsKilledInTheMiddleLeavesAUsableHostAsSoonAsTheKernelHasFinished(String user) throws Exception {
        assertEquals("memfrag-agent: one relief at a time: ANOTHER\n1\ncompacted\n", PrivateHost.run(
                "mkfifo -m 666 /run/kernel; mount --bind /run/kernel /proc/sys/vm/drop_caches; compactions=$(compactions)\n"
                + "agent " + user + " drop-caches 1 > /run/killed 2>&1 & until grep -qs 'drop_caches 1 ' /run/killed; do sleep 0.05; done\n"
                + "sleep 0.5; kill -9 $(pgrep -x java); { wait; } 2> /dev/null\n"
                + "agent root compact 2>&1 | sed 's/: another relief runs on this host: .*/: ANOTHER/'\nread -r value < /run/kernel; echo $value\n"
                + "until agent root compact > /run/next 2>&1; do sleep 0.05; done\n"
                + "[ $(compactions) -gt $compactions ] && echo compacted"));
    }
}
