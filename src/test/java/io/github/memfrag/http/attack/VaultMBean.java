package io.github.memfrag.http.attack;

import java.io.IOException;

/** What {@link Vault} offers over JMX. */
public interface VaultMBean {
    String getContent();

    void setContent(String content);

    void store(String path) throws IOException;
}
