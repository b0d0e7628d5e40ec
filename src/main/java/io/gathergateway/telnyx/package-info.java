/** The vendor's world, pure: events, commands, ranges and enums, error classes, JSON. Imports no other room. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.telnyx;
