package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host as a directory: what every relief depends on. */
class HostFindingsTest {
    @TempDir
    private Path root;

    @BeforeEach
    void makeAHostInOrder() throws IOException {
        write("proc/self/mounts", "proc /proc proc rw,nosuid 0 0\n");
        write("proc/sys/vm/compact_memory", "");
        write("bin/sh", "");
        Files.setPosixFilePermissions(root.resolve("bin/sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(Files.createDirectories(root.resolve("run/memfrag")), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void aHostInOrderStopsNothing() throws Exception {
        SkippedTests.needsRoot();
        assertEquals(List.of(), all().stream().filter(finding -> finding.gap().isPresent()).map(Finding::text).toList());
        assertEquals("/run/memfrag is root's", text("lock folder"));
    }

    @Test
    void theKillSwitchStopsAllEvenAsALinkToNowhere() throws Exception {
        Files.createDirectories(root.resolve("etc/memfrag"));
        Files.createSymbolicLink(root.resolve("etc/memfrag/relief-off"), Path.of("nowhere"));
        assertEquals(List.of("sudo rm /etc/memfrag/relief-off"), one("kill switch").gap().orElseThrow().remedies());
    }

    @Test
    void aLockFolderThatOthersCanWriteToIsNotTrusted() throws Exception {
        Files.setPosixFilePermissions(root.resolve("run/memfrag"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertTrue(one("lock folder").gap().isPresent());
    }

    @Test
    void aLockFolderThatIsALinkIsNotTrusted() throws Exception {
        Files.move(root.resolve("run/memfrag"), root.resolve("run/elsewhere"));
        Files.createSymbolicLink(root.resolve("run/memfrag"), Path.of("elsewhere"));
        assertTrue(one("lock folder").gap().isPresent());
    }

    @Test
    void theRecordsTellWhenCachesWereDroppedLast() throws Exception {
        write("run/memfrag/last-drop", "drop_pagecache 1\n");
        Files.setLastModifiedTime(root.resolve("run/memfrag/last-drop"), FileTime.fromMillis(1_700_000_000_123L));
        write("run/memfrag/last-compact", "");
        assertEquals("2023-11-14T22:13:20Z", text("last drop"));
        assertEquals("none is known of", text("last compaction"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "proc /proc proc rw 0 0                                            | not mounted read-only",
        "proc /proc proc rw 0 0;proc /proc/sys proc ro,nosuid 0 0          | read-only, as in containers: here only the spool of the host can work",
        "proc /proc/sys proc ro 0 0;proc /proc/sys proc rw,nosuid 0 0      | not mounted read-only",
        "tmpfs /run tmpfs ro 0 0                                           | not mounted read-only"})
    void containersHaveTheSysctlsReadOnly(String mounts, String text) throws Exception {
        write("proc/self/mounts", mounts.replace(';', '\n') + "\n");
        assertEquals(text, text("/proc/sys"));
    }

    @Test
    void withoutAShellNothingCanBeStarted() throws Exception {
        Files.delete(root.resolve("bin/sh"));
        assertTrue(one("programs").gap().isPresent());
    }

    private List<Finding> all() throws Exception {
        return new HostFindings(KernelTree.recorded(root), HostUser.current()).all();
    }

    private Finding one(String subject) throws Exception {
        return all().stream().filter(finding -> finding.subject().equals(subject)).findFirst().orElseThrow();
    }

    private String text(String subject) throws Exception {
        return one(subject).text();
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
