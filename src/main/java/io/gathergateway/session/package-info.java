/** One FIFO per call: load, decide, commit, and decide again on conflict. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.session;
