/** Management port: liveness, readiness, metrics. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.ops;
