package io.github.memfrag.http.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Credentials that were found right, so that each later request costs microseconds. They are remembered by a digest under a key of
 * this process alone, which neither tells the password nor can be guessed at outside. Thread-safe.
 */
final class VerifiedLogins {
    private static final String DIGEST = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int MAX_REMEMBERED = 256;

    /** Made when somebody logs in: where nobody does, the host's random numbers and security providers are left alone. */
    private SecretKeySpec key;
    private final Map<String, User> byDigest = new LinkedHashMap<String, User>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, User> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    private synchronized SecretKeySpec key() {
        if (key == null) {
            byte[] random = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(random);
            key = new SecretKeySpec(random, DIGEST);
        }
        return key;
    }

    /** What stands for the credentials in this process. */
    String digest(Credentials credentials) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(key());
            String text = credentials.name() + ":" + credentials.password(); // no name holds a colon
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + DIGEST, e);
        }
    }

    /** The user as known now; empty where the credentials were not verified, or the user is gone or has another password since. */
    synchronized Optional<User> find(String digest, Users known) {
        User verified = byDigest.get(digest);
        if (verified == null) {
            return Optional.empty();
        }
        Optional<User> user = known.named(verified.name()).filter(now -> now.hash().equals(verified.hash()));
        if (!user.isPresent()) {
            byDigest.remove(digest);
        }
        return user;
    }

    synchronized void remember(String digest, User user) {
        byDigest.put(digest, user);
    }
}
