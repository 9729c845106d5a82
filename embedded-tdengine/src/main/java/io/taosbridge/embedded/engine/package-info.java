/**
 * The database behind the stand-in: sessions that execute SQL, statements prepared for STMT2, and
 * topics over the vgroups' logs. {@link io.taosbridge.embedded.engine.Engine} is the way in.
 */
package io.taosbridge.embedded.engine;
