/**
 * The only room that speaks Redis: sessions, outbox lanes, due work, each change one script of {@code resources/lua}.
 *
 * <p>{@code RedisSessionStore} speaks over a {@code RedisLink}; {@code SessionLayout} says how a call lies in Redis.
 */
@org.jspecify.annotations.NullMarked
package io.gathergateway.store;
