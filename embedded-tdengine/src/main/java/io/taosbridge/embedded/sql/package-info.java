/** SQL of TDengine as text: tokens, parser, and the immutable statements it makes. */
package io.taosbridge.embedded.sql;
