/** Subcommands, the demo, wiring and the ordered drain; the only room that reads the environment. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.cli;
