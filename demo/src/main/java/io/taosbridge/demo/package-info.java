/** The demonstration: real measurements from one TDengine through Kafka into another. */
package io.taosbridge.demo;
