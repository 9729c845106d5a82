/** Deals what there is to read to tasks, and notices when that changes. */
package io.taosbridge.source.dealing;
