/** The transport over HTTP: taosAdapter's REST interface (rest.md). */
package io.taosbridge.transport.rest;
