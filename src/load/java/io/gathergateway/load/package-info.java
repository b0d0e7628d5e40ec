/**
 * Load: whole calls arriving in an open model, their webhooks sent by Gatling, and held afterwards against what the
 * simulated Telnyx knows to be true. {@code mvn -Pload test-compile gatling:test -Dload=smoke}.
 */
@org.jspecify.annotations.NullMarked
package io.gathergateway.load;
