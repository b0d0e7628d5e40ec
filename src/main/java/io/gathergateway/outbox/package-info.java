/** What is committed gets sent: head of line per lane under a lease; the sweeper takes what is overdue. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.outbox;
