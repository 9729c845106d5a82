package io.taosbridge.source.config;

/** What becomes of metadata and deletes in the topics. */
public enum MetaHandling {
  IGNORE,
  EVENTS,
  REPLICATE
}
