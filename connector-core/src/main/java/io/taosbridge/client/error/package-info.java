/** The kinds of errors, and the one table that says what to do about each code. */
package io.taosbridge.client.error;
