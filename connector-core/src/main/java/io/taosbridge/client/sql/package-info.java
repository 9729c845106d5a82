/** Values as the text of SQL. */
package io.taosbridge.client.sql;
