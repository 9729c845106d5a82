/** Changes of schemas and tags, and deletes, as records: what the source writes, the sink reads. */
package io.taosbridge.connect.meta;
