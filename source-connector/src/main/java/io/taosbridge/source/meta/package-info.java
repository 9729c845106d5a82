/** Reads what TDengine tells of changed schemas and tags, and of deletes. */
package io.taosbridge.source.meta;
