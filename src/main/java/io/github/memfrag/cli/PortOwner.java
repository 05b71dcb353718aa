package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the process that listens on a TCP port of this host, as /proc shows it. Only root sees those of other users. */
final class PortOwner {
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    /** TCP_LISTEN of include/net/tcp_states.h. */
    private static final String LISTENING = "0A";

    private PortOwner() {}

    /** {@code process 4711 (java)}; empty when nobody listens there, or it cannot be told. */
    static Optional<String> of(Path proc, int port) {
        requireNonNull(proc, "proc is null");
        Set<String> sockets = new HashSet<>();
        addListening(proc.resolve("net/tcp"), port, sockets);
        addListening(proc.resolve("net/tcp6"), port, sockets);
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[1-9]*")) {
            for (Path process : processes) {
                if (holdsOne(process.resolve("fd"), sockets)) {
                    return Optional.of("process " + process.getFileName() + " (" + name(process) + ")");
                }
            }
        } catch (IOException e) {
            // As good as not to be told.
        }
        return Optional.empty();
    }

    private static void addListening(Path table, int port, Set<String> sockets) {
        try {
            for (String line : Files.readAllLines(table, StandardCharsets.ISO_8859_1)) {
                String[] fields = line.trim().split("\\s+");
                if (fields.length > INODE && fields[STATE].equals(LISTENING)
                        && fields[LOCAL_ADDRESS].endsWith(String.format(":%04X", port))) {
                    sockets.add("socket:[" + fields[INODE] + "]");
                }
            }
        } catch (IOException e) {
            // No IPv6 here, or no /proc.
        }
    }

    private static boolean holdsOne(Path descriptors, Set<String> sockets) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                if (sockets.contains(target(link))) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Somebody else's, or it has just ended.
        }
        return false;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String name(Path process) {
        try {
            String name = new String(Files.readAllBytes(process.resolve("comm")), StandardCharsets.UTF_8).trim();
            return name.replaceAll("\\p{Cntrl}", "?"); // Any process may call itself what it likes.
        } catch (IOException e) {
            return "?";
        }
    }
}
