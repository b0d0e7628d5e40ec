/** What Telnyx does with a command in each state of a call: pure, from raw JSON, with rules of its own. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.telnyx.model;
