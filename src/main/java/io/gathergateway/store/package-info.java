/** The only room that speaks Redis: sessions, outbox lanes, due work, each change one script. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.store;
