package io.taosbridge.sink.text;

/**
 * What may be done to supertables, and how to allow it.
 *
 * @param create whether they may be made
 * @param change whether columns and tags may be added and widened
 * @param howToCreate what to set so that they are made
 * @param howToChange what to set so that they are changed
 */
public record TableRules(boolean create, boolean change, String howToCreate, String howToChange) {}
