/**
 * The campaign: real gateway processes under real faults, and what the simulated Telnyx and the journals say of it.
 * {@code Campaign} runs the whole table, {@code CampaignTest} a short form.
 */
@org.jspecify.annotations.NullMarked
package io.gathergateway.campaign;
