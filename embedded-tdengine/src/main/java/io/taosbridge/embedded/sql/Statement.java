package io.taosbridge.embedded.sql;

/** A statement. */
public sealed interface Statement
    permits Select, Insert, Delete, Describe, Explain, Show, Use, Ddl, Admin {}
