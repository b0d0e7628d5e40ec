/** The door of a port: how many connections it has, how long one may stand there, and which must go when it is full. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.door;
