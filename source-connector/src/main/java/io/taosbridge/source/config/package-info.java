/** The options of the source connector: what a user may set, checked and typed. */
package io.taosbridge.source.config;
