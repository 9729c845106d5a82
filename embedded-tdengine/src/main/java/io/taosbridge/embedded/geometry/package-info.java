/** Geometries in the form that tables hold. */
package io.taosbridge.embedded.geometry;
