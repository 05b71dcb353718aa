package io.github.memfrag.http.login;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.VmControls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The file of the users. It is read only where nobody but its owner can read or write it, nobody else can put another in its place,
 * and the owner is this process's user or root. Errors are for people: they name the file and the command that mends it, never what stands in it.
 */
public final class UsersFile {
    /** ctime changes with everything, the owner and the mode included. */
    private static final String STATE = "unix:uid,mode,ino,size,lastModifiedTime,ctime";
    private static final String FOLDER = "folder ";
    private static final String FOLDER_STATE = "unix:uid,mode";
    private static final int GROUP_AND_OTHERS = 077;
    private static final int WRITE_OF_GROUP_AND_OTHERS = 022;
    /** S_ISVTX: only the owner of a file renames it. */
    private static final int STICKY = 01000;
    /** S_IFMT and S_IFREG of inode(7). */
    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR_FILE = 0100000;
    private static final int MAX_BYTES = 1 << 20;
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

    private final Path path;

    public UsersFile(Path path) {
        this.path = requireNonNull(path, "path is null");
    }

    public boolean exists() {
        return Files.exists(path);
    }

    /** Equal to an earlier one as long as the file is the same. */
    Map<String, Object> state() throws IOException {
        Map<String, Object> state = new HashMap<>(Files.readAttributes(path, STATE));
        Files.readAttributes(folder(), FOLDER_STATE).forEach((name, value) -> state.put(FOLDER + name, value));
        return state;
    }

    private Path folder() throws IOException {
        return path.toRealPath().getParent();
    }

    /**
     * The users, where the file is fit to be trusted.
     *
     * @throws UntrustedException when it is not, but could be read
     * @throws NoSuchFileException when there is none
     */
    Users read() throws IOException {
        try {
            Map<String, Object> before = state();
            checkReadable(before);
            String text = text(path);
            if (!before.equals(state())) {
                throw new ChangingException(path);
            }
            Optional<String> refusal = refusal(before);
            if (refusal.isPresent()) {
                throw new UntrustedException(path + " is refused: " + refusal.get(), text);
            }
            return parse(path, text);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(path + ": there is no such file; " + firstUser() + " makes it");
        } catch (AccessDeniedException e) {
            throw new IOException(path + " cannot be read by the user of this process: 'chown " + ownName() + " " + path + "'", e);
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is larger than a file of users can be");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static Users parse(Path file, String text) throws UntrustedException {
        try {
            return Users.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UntrustedException(file + " is broken: " + e.getMessage(), text);
        }
    }

    private void checkReadable(Map<String, Object> state) throws IOException {
        int mode = (Integer) state.get("mode");
        if ((mode & FILE_TYPE) != REGULAR_FILE) { // reading a pipe might never end
            throw new IOException(path + " is refused: it is no file");
        }
    }

    private Optional<String> refusal(Map<String, Object> state) throws IOException {
        if (isStrange(state.get("uid"))) {
            return Optional.of("it belongs to neither root nor the user of this process: 'chown " + ownName() + " " + path + "'");
        }
        if (((Integer) state.get("mode") & GROUP_AND_OTHERS) != 0) {
            return Optional.of("others than its owner can get at it: 'chmod 600 " + path + "'");
        }
        if (isStrange(state.get(FOLDER + "uid"))) {
            return Optional.of("its folder belongs to neither root nor the user of this process, so another file may be put in its"
                    + " place: 'chown " + ownName() + " " + folder() + "'");
        }
        int folderMode = (Integer) state.get(FOLDER + "mode");
        return (folderMode & WRITE_OF_GROUP_AND_OTHERS) == 0 || (folderMode & STICKY) != 0 ? Optional.empty()
                : Optional.of("others can write to its folder, and put another file in its place: 'chmod go-w " + folder() + "'");
    }

    private static boolean isStrange(Object uid) {
        int owner = (Integer) uid;
        return owner != 0 && owner != VmControls.effectiveUid().orElse(0);
    }

    /** What to say of a file without a user, with the command that mends it. */
    String namesNobody() {
        return path + " names no user; " + firstUser() + " adds one";
    }

    private String firstUser() {
        return "'java -jar memfrag-agent.jar passwd NAME --role read --file " + path + "'";
    }

    private static String ownName() {
        return System.getProperty("user.name");
    }

    /** The users, whoever else may read the file: for who is about to {@link #change} it. Empty where there is no file. */
    public Users readForChange() throws IOException {
        try {
            return exists() ? parse(path, text(path)) : Users.none();
        } catch (AccessDeniedException e) {
            throw new IOException(path + " cannot be read by the user of this process", e);
        }
    }

    /**
     * Puts other users in the place of those that are there, whole or not at all. What is written only its owner can read; an
     * existing file keeps its owner.
     */
    public void change(UnaryOperator<Users> change) throws IOException {
        Path target = exists() ? path.toRealPath() : path.toAbsolutePath();
        // Its name is fixed, so that of two who change the file at once the second does not undo the work of the first.
        Path next = target.resolveSibling(target.getFileName() + ".new");
        try (FileChannel channel = create(next)) {
            try {
                write(change.apply(readForChange()), channel);
                if (Files.exists(target)) {
                    keepOwner(target, next);
                }
                Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(next);
                throw e;
            }
        }
    }

    private static FileChannel create(Path next) throws IOException {
        try {
            return FileChannel.open(next, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(next + " exists: another passwd is at work, or one was interrupted; then 'rm " + next + "'", e);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no folder " + next.getParent() + ": 'mkdir -p " + next.getParent() + "'", e);
        } catch (AccessDeniedException e) {
            throw new IOException(next + " cannot be written by the user of this process", e);
        }
    }

    private static void write(Users users, FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(users.text().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    private static void keepOwner(Path target, Path next) throws IOException {
        UserPrincipal owner = Files.getOwner(target);
        if (!owner.equals(Files.getOwner(next))) {
            // Who may write to the folder might put a link in the place of what root has just made.
            Files.getFileAttributeView(next, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS).setOwner(owner);
        }
    }

    /** The file can be read but not trusted: others can get at it, or a line of it is wrong. */
    static final class UntrustedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient String text;

        UntrustedException(String message, String text) {
            super(message);
            this.text = text;
        }

        /** What stands in the file: secrets. */
        String text() {
            return text;
        }
    }

    /** The file was written to while it was read: a later look tells. */
    static final class ChangingException extends IOException {
        private static final long serialVersionUID = 1L;

        ChangingException(Path path) {
            super(path + " changed while it was read");
        }
    }
}
