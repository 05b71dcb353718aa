package io.github.memfrag.http.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An MBean of a service's own, as harmful as those of the libraries. */
public final class Vault implements VaultMBean {
    private volatile String content;

    Vault(String content) {
        this.content = content;
    }

    @Override
    public String getContent() {
        return content;
    }

    @Override
    public void setContent(String content) {
        this.content = content;
    }

    @Override
    public void store(String path) throws IOException {
        Files.writeString(Path.of(path), content);
    }
}
