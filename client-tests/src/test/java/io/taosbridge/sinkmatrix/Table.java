package io.taosbridge.sinkmatrix;

import io.taosbridge.block.Precision;

/**
 * A supertable, which the topic of its name is written to.
 *
 * @param type of its only column and its only tag
 */
record Table(String name, TypeCase type, Precision precision) {}
