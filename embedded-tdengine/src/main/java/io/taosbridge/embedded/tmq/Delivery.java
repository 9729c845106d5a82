package io.taosbridge.embedded.tmq;

/** A batch on its way to a consumer. */
record Delivery(Source source, DataBatch batch) {}
