/** What becomes of the rows of a message: keys, values, headers and destinations of records. */
package io.taosbridge.source.record;
