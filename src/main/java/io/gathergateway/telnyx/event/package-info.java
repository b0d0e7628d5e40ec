/** Telnyx's webhooks as typed records: read leniently in content, strictly in form. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.telnyx.event;
