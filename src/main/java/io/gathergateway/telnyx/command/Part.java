package io.gathergateway.telnyx.command;

/** A value inside a command that has rules of its own; the command that takes it checks it, so that one message tells all. */
interface Part {
    void check(Checks checks);
}
