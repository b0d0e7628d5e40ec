/** Plays scenarios in virtual time: the call's rules on one side, the model of Telnyx on the other, no network between. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.rehearsal;
