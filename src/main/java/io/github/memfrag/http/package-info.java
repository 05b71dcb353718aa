/**
 * Jolokia over HTTP, and who may do what.
 *
 * <p>A request's way: {@link io.github.memfrag.http.HttpEndpoint} keeps one {@code HttpListener} on its address, trying again while
 * it is taken; each {@code Connection} of it is watched for slowness; an {@code Exchange} reads one request, lets the
 * {@code RequestGate} judge it by its head, the {@code Doorkeeper} find out who sends it, and a worker answer it through the
 * {@code JolokiaEngine}, which sees the MBean server only through a {@code PolicyConnection}: what {@code OpenMBeans} opens, and
 * what the sender's {@code OperationPolicy} lets him start.
 * Where TLS is configured, {@link io.github.memfrag.http.tls} encrypts all of it.
 */
package io.github.memfrag.http;
