/** The flow language: its model, grammar, reader, check, expressions and templates. Pure; imports telnyx only. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.flow;
