/** The one table of configuration keys, and how a configuration is read from it. Every other room may ask; it asks none. */
package io.github.memfrag.config;
