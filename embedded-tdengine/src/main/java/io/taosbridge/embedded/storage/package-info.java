/**
 * What the stand-in keeps in memory: databases, tables, rows, and a log per vgroup. Knows nothing
 * of SQL; whoever calls holds the engine's lock, except where a class says that it is thread safe.
 */
package io.taosbridge.embedded.storage;
