/**
 * TLS for the HTTP side: reads key and certificates from the files that the configuration names ({@code NamedFile}, {@code PemBlock},
 * {@code PemKey}, {@code Identity}), makes an {@code SSLContext} of our own of them ({@code TlsContext}), and takes new files while it
 * runs ({@link io.github.memfrag.http.tls.Tls}). The host's own TLS is never touched: no system property, no provider, no default.
 *
 * <p>Keys are read with the JDK alone: what it cannot read, PKCS#1 and SEC1, needs a few bytes of DER in front, for which a library
 * would be larger than the agent.
 */
package io.github.memfrag.http.tls;
