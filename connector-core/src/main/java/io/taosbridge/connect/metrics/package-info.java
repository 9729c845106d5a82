/**
 * What both connectors show of themselves while they run: named values over JMX, and through the
 * worker's own metrics where it takes them (Kafka 4.1 and newer).
 */
package io.taosbridge.connect.metrics;
