/**
 * A stand-in for TDengine's native client library: C functions of the same names and structs, whose
 * calls go to an embedded server.
 */
package io.taosbridge.nativestub;
