/**
 * What both connectors share with Kafka Connect: connection options, the mapping between TDengine's
 * columns and Connect's schemas, and the names by which the sink knows the source's records.
 */
package io.taosbridge.connect;
