/** The native transport: TDengine's client library, called by JNA (native.md). */
package io.taosbridge.transport.jni;
