/** From records to rows: which table each goes to, and how its values become the columns there. */
package io.taosbridge.sink.plan;
