/** The gateway's configuration: records read once, every error reported at once, secrets from environment or file. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.config;
