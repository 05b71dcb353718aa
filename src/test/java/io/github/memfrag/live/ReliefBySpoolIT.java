package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.testing.LiveKernel;
import io.github.memfrag.testing.PrivateHost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code conf/helper/memfrag-spool}, run as its service runs it: members of a group relieve this kernel by requests in a folder. */
@LiveKernel(writes = true)
class ReliefBySpoolIT {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_ID = "fedcba9876543210fedcba9876543210";
    private static final String SERVICE = ": > /run/journal; /usr/local/libexec/memfrag-spool all 2>> /run/journal & service=$!\n";
    private static final String ALICE_BEGINS = "put alice " + ID + " 0 'serve all'; answer alice " + ID + " 0\n";
    private static final String ALICE_ENDS = "put alice " + ID + " 9 end\n";
    private static final String NO_NEW_PRIVILEGES =
            "as() { user=$1; shift; setpriv --reuid=$user --regid=$user --init-groups --no-new-privs \"$@\"; }\n";
    private static final String BOB = "useradd -M -s /bin/sh -G memfrag bob\n";

    @BeforeAll
    static void canHaveAPrivateHost() throws Exception {
        PrivateHost.check();
    }

    @Test
    void aJvmOfAMemberThatMayGainNoPrivilegesDropsCachesAndProvesIt() throws Exception {
        assertEquals("    drop_pagecache +1, drop_slab 0\n1 more\n", PrivateHost.run("drops=$(drops)\n" + SERVICE + NO_NEW_PRIVILEGES
                + "agent alice drop-caches 1 2>&1 | grep drop_pagecache; echo $(($(drops) - drops)) more"));
    }

    @Test
    void aMemberThatMayGainNoPrivilegesDropsCachesAndCompacts() throws Exception {
        assertEquals("0 ready\n0\n0\n0\n64 usage\ndropped and compacted\n", PrivateHost.run("drops=$(drops) compactions=$(compactions)\n" + SERVICE
                + NO_NEW_PRIVILEGES + ALICE_BEGINS
                + "n=0; for verb in sync 'drop-caches 1' compact nonsense; do n=$((n + 1)); put alice " + ID + " $n \"$verb\";"
                + " answer alice " + ID + " $n | sed 's/usage: .*/usage/'; done\n"
                + "[ $(drops) -eq $((drops + 1)) ] && [ $(compactions) -gt $compactions ] && echo dropped and compacted"));
    }

    @Test
    void aSecondSessionIsToldAtOnceWhoHoldsTheHostAndCanHoldItAfterTheFirst() throws Exception {
        assertEquals("0 ready\n75 another relief runs on this host: uid ALICE (pid N), since TIME\n0\n0 ready\n", PrivateHost.run(BOB + SERVICE
                + ALICE_BEGINS + "put bob " + OTHER_ID + " 0 'serve compact'; answer bob " + OTHER_ID + " 0 |"
                + " sed \"s/uid $(id -u alice)/uid ALICE/; s/pid [0-9]*/pid N/; s/since .*/since TIME/\"\n"
                + "put alice " + ID + " 1 compact; answer alice " + ID + " 1; put alice " + ID + " 2 end\n"
                + "until flock -n /run/memfrag/lock true; do sleep 0.02; done\n"
                + "put bob " + ID.replace('0', '1') + " 0 'serve compact'; answer bob " + ID.replace('0', '1') + " 0"));
    }

    @ParameterizedTest(name = "{0}, asked for {1}: {2}")
    @CsvSource({"compact, all, drop-caches 1, 77", "pagecache, all, drop-caches 2, 77", "pagecache, all, drop-caches 1, 0",
        "all, compact, drop-caches 1, 77", "pagecache, compact, compact, 0", "all, none, '', 64"})
    void theLowerOfTheTwoCeilingsHolds(String services, String asked, String verb, String status) throws Exception {
        assertEquals(status, PrivateHost.run(SERVICE.replace(" all ", " " + services + " ")
                + "put alice " + ID + " 0 'serve " + asked + "'; status=$(answer alice " + ID + " 0)\n"
                + "[ \"${status#0 ready}\" = \"$status\" ] || { put alice " + ID + " 1 '" + verb + "'; status=$(answer alice " + ID + " 1); }\n"
                + "printf %s \"${status%% *}\""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "a link         | ln -s /etc/shadow $in/$id-0                        | not a regular file",
            "a link nowhere | ln -s /run/victim $in/$id-0                        | not a regular file",
            "a named pipe   | mkfifo $in/$id-0                                   | not a regular file",
            "a folder       | mkdir -p $in/$id-0/a/b && chmod 0 $in/$id-0/a      | not a regular file",
            "a hard link    | echo serve all > $in/.x && ln $in/.x $in/$id-0     | it has another name elsewhere",
            "a huge one     | head -c 3000000 /dev/zero > $in/$id-0              | more than 100 bytes",
            "an empty one   | : > $in/$id-0                                      | not one line of letters, digits, blanks and hyphens",
            "a binary one   | head -c 50 /dev/urandom > $in/$id-0                | not one line of letters, digits, blanks and hyphens",
            "two lines      | printf 'serve all\\nend\\n' > $in/$id-0            | not one line of letters, digits, blanks and hyphens",
            "a command      | echo 'serve all; reboot' > $in/$id-0               | not one line of letters, digits, blanks and hyphens",
            "a stray verb   | echo compact > $in/$id-1                           | no such session, or that of another user, or begun already",
            "another name   | echo serve all > $in/serve                         | no request has such a name",
            "a long name    | echo serve all > $in/$id$id-0                      | no request has such a name",
            "no number      | echo serve all > $in/$id-                          | no request has such a name",
            "an option      | cd $in && echo serve all > ./-rf                   | no request has such a name"})
    void whatIsNoRequestIsRemovedAndLoggedAndNeverFollowed(String what, String made, String reason) throws Exception {
        assertEquals("memfrag-spool: removed request: " + reason + "\nnobody served, nothing left, nothing else touched\n", PrivateHost.run(
                "in=$spool/in id=" + ID + " shadow=$(ls -l --full-time /etc/shadow)\n"
                + "as alice env in=$in id=$id sh -c '" + made.replace("'", "'\\''") + "'\n" + SERVICE
                + "until grep -q removed /run/journal; do sleep 0.02; done; sed 's/request .*[-a-z0-9]: /request: /' /run/journal\n"
                + "as alice rm -f $in/.x; (cd $spool/work && rm -f stat)\n"
                + "[ -z \"$(find $spool/in $spool/out $spool/work -mindepth 1 ! -name .lock)\" ] && [ ! -e /run/victim ]"
                + " && [ \"$shadow\" = \"$(ls -l --full-time /etc/shadow)\" ] && echo nobody served, nothing left, nothing else touched"));
    }

    @Test
    void onlyMembersCanAskOrReadAnswersAndAnothersFileIsNoRequest() throws Exception {
        assertEquals("cannot ask\ncannot read\nmemfrag-spool: removed request " + OTHER_ID + "-0: user mallory is not in group memfrag\n", PrivateHost.run(
                SERVICE + ALICE_BEGINS.replace("\n", " > /dev/null\n") + "put mallory " + OTHER_ID + " 0 'serve all' 2> /dev/null || echo cannot ask\n"
                + "as mallory cat $spool/out/" + ID + "-0 2> /dev/null || echo cannot read\n"
                + "install -o mallory -m 0600 /dev/stdin /run/" + OTHER_ID + "-0 <<< 'serve all'; mv /run/" + OTHER_ID + "-0 $spool/in/\n"
                + "until [ -s /run/journal ]; do sleep 0.02; done; cat /run/journal"));
    }

    @Test
    void aSessionIsItsOwnersAlone() throws Exception {
        assertEquals("0 ready\nmemfrag-spool: removed request " + ID + "-1: no such session, or that of another user, or begun already\n0\n",
                PrivateHost.run(BOB + SERVICE + ALICE_BEGINS + "put bob " + ID + " 1 'drop-caches 3'; until [ -s /run/journal ]; do sleep 0.02; done\n"
                + "cat /run/journal; put alice " + ID + " 1 compact; answer alice " + ID + " 1"));
    }

    @Test
    void aClientThatDiedHoldsTheHostForHalfAMinuteAndTheServiceEndsWhenAllIsDone() throws Exception {
        assertEquals("0 ready\nheld\nfree\nended\n", PrivateHost.run("sed -i 's/-lt 300/-lt 20/; s/-lt 50/-lt 10/' /usr/local/libexec/memfrag-spool\n"
                + SERVICE + ALICE_BEGINS + "flock -n /run/memfrag/lock true || echo held\n"
                + "until flock -n /run/memfrag/lock true; do sleep 0.02; done; echo free; wait $service && echo ended"));
    }

    @Test
    void ofManyAtOnceEachIsAnsweredAndTheKernelDidWhatTheAnswersSay() throws Exception {
        assertEquals("24 answered\n", PrivateHost.run("drops=$(drops)\n" + SERVICE
                + "client() { for id in $(seq 1 6 | sed \"s/^/$(printf '%031d' $1)/\"); do put alice $id 0 'serve pagecache'\n"
                + "  case $(answer alice $id 0) in '0 ready') put alice $id 1 'drop-caches 1'; answer alice $id 1; put alice $id 2 end ;;"
                + " 75*) echo busy ;; esac; done; }\n"
                + "for client in 1 2 3 4; do client $client > /run/client.$client & clients=\"$clients $!\"; done; wait $clients\n"
                + "done=$(cat /run/client.* | grep -c '^0$') busy=$(cat /run/client.* | grep -c busy)\n"
                + "[ $(drops) -eq $((drops + done)) ] && echo $((done + busy)) answered"));
    }
}
