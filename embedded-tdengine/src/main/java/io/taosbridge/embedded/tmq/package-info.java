/** Subscription: consumer groups, their offsets, and the actions of {@code /rest/tmq}. */
package io.taosbridge.embedded.tmq;
