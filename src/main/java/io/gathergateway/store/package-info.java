/**
 * The only room that speaks Redis: sessions, outbox lanes, due work, each change one script of {@code resources/lua}.
 *
 * <p>The stores ({@code RedisSessionStore}, {@code RevisionStore}) speak over a {@code RedisClient}; {@code
 * SessionLayout} says how a call lies in Redis. A client is one {@code RedisLink}, to a server or to the master that
 * sentinels name ({@code SentinelLookup}); two of them where a replica must confirm ({@code ReplicatedLink}); or one for
 * each node of a {@code RedisCluster}. {@code RedisPreflight} and {@code Durability} say what Redis must be, {@code
 * RedisMemory} notices what it forgot.
 */
@org.jspecify.annotations.NullMarked
package io.gathergateway.store;
