/** Telnyx's commands as typed records: made whole or refused with the field's name; serialised as the API takes them. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.telnyx.command;
