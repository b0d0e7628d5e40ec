package io.gathergateway.telnyx.command;

/** The format of a sound file. */
public enum AudioFormat implements Wire {
    WAV,
    MP3
}
