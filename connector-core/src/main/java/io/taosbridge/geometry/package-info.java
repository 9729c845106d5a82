/** Geometries in the forms that TDengine knows. */
package io.taosbridge.geometry;
