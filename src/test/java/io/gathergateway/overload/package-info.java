/** What the webhook port bears: overload, hot calls, garbage and slow clients, against a gateway in its own process. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.overload;
