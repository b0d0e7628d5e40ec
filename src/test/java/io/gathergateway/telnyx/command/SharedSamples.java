package io.gathergateway.telnyx.command;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The full form of what several commands carry. */
final class SharedSamples {
    private SharedSamples() {}

    static Stream<VoiceSettings> voices() {
        return Stream.concat(
                assistantVoices(),
                Stream.of(
                        new VoiceSettings.Inworld(VoiceSettings.Inworld.DeliveryMode.BALANCED),
                        new VoiceSettings.Minimax("Chinese,Yue", -1, 1.2, 0.8)));
    }

    static Stream<VoiceSettings> assistantVoices() {
        return Stream.of(
                new VoiceSettings.Aws(),
                new VoiceSettings.Azure(
                        "azure-key",
                        "deployment-1",
                        VoiceSettings.Azure.Effect.EQ_TELECOMHP8K,
                        VoiceSettings.Azure.Gender.FEMALE,
                        "westeurope"),
                new VoiceSettings.ElevenLabs("elevenlabs-key"),
                new VoiceSettings.Resemble(AudioFormat.WAV, VoiceSettings.Resemble.Precision.PCM_16, "8000"),
                new VoiceSettings.Rime(0.9),
                new VoiceSettings.Telnyx(2.0),
                new VoiceSettings.Xai("auto"));
    }

    static List<SipHeader> customHeaders() {
        return List.of(new SipHeader("X-Case", "17"));
    }

    static List<SipHeader> userToUser() {
        return List.of(new SipHeader("User-to-User", "value"));
    }

    static RecordOnAnswer recordOnAnswer() {
        return new RecordOnAnswer(
                Channels.SINGLE, "call", AudioFormat.MP3, 43_200, 5, Track.OUTBOUND, Trim.TRIM_SILENCE);
    }

    static WebhookOverrides webhooks() {
        return new WebhookOverrides(
                Map.of("call.hangup", new WebhookOverrides.RetryPolicy(List.of(1000, 2000, 3000, 4000, 50_000))),
                "https://b.test/",
                WebhookOverrides.Method.GET,
                Map.of("call.bridged", "https://b.test/bridged"),
                WebhookOverrides.Method.POST);
    }

    static MediaStream stream() {
        return new MediaStream(
                "wss://c.test/",
                MediaStream.Codec.AMR_WB,
                MediaStream.StreamTrack.BOTH_TRACKS,
                MediaStream.Mode.RTP,
                MediaStream.Codec.L16,
                Legs.OPPOSITE);
    }

    static SoundModifications sound() {
        return new SoundModifications(-0.5, 0.8, -10.0, Track.INBOUND);
    }

    static DeepfakeDetection deepfakes() {
        return new DeepfakeDetection(true, 120, 60);
    }

    static TranscriptionStart transcription() {
        return new TranscriptionStart(
                TranscriptionStart.Engine.AZURE,
                Samples.json("{\"transcription_engine\":\"Azure\",\"region\":\"eastus\"}"),
                Track.BOTH);
    }

    static MachineDetection machines() {
        return new MachineDetection(
                MachineDetection.Mode.GREETING_END,
                new MachineDetection.Config(800, 50, 3500, 1500, 5000, 3500, 5, 3500, 256, 3500));
    }

    static SipOptions sip() {
        return SipOptionsBuilder.builder()
                .customHeaders(customHeaders())
                .fromDisplayName("Front desk")
                .mediaEncryption(SipOptions.Encryption.SRTP)
                .preferredCodecs("G722,PCMU")
                .privacy(SipOptions.Privacy.ID)
                .sendDigitsOnAnswer("1w2W#")
                .sipAuthPassword("secret")
                .sipAuthUsername("user")
                .sipHeaders(userToUser())
                .sipRegion(SipOptions.Region.MIDDLE_EAST)
                .sipTransportProtocol(SipOptions.Transport.TLS)
                .build();
    }
}
