/**
 * Users of the HTTP side: the file that names them, and whether who says to be one is one. {@link io.github.memfrag.http.login.Users}
 * and {@link io.github.memfrag.http.login.PasswordHash} are values; {@link io.github.memfrag.http.login.UsersFile} reads and writes,
 * {@link io.github.memfrag.http.login.KnownUsers} follows the file, {@link io.github.memfrag.http.login.Logins} checks passwords.
 */
package io.github.memfrag.http.login;
