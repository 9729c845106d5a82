/** The native transport, by libtaos and JNA (native.md). */
package io.taosbridge.transport.jni;
