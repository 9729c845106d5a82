/** How both connectors check a configuration before anything starts, and what they recommend. */
package io.taosbridge.connect.validation;
