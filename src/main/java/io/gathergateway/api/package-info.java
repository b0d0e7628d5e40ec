/** The control API: calls to place, events for calls, where a call is; JSON over HTTP for those who bear a token. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.api;
