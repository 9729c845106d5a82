package io.taosbridge.client;

/** A vgroup of a topic: TMQ's partition. */
public record TopicVgroup(String topic, int vgroup) {}
