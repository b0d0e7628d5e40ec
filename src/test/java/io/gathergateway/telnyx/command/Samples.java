package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/** One {@link Sample} for each command; the values that several of them share are in {@link SharedSamples}. */
final class Samples {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String UUID = "3f2a1c9e-7b64-4d1a-9c55-0a8e6b2f4d17";

    private Samples() {}

    static Stream<Sample> all() {
        return Stream.of(
                Sample.of("GatherRequest", GatherBuilder.builder().build(), gather()),
                Sample.of("StopGatherRequest", new GatherStop(), new GatherStop()),
                Sample.of(
                        "GatherUsingAudioRequest",
                        GatherUsingAudioBuilder.builder()
                                .audioUrl("https://a.test/a.wav")
                                .build(),
                        gatherUsingAudio()
                                .audioUrl("https://a.test/a.wav")
                                .invalidAudioUrl("https://a.test/b.mp3")
                                .build(),
                        gatherUsingAudio()
                                .mediaName("welcome")
                                .invalidMediaName("wrong")
                                .build()),
                gatherUsingSpeak(),
                AssistantSamples.gatherUsingAi(),
                AssistantSamples.start(),
                Sample.of("AIAssistantStopRequest", new AiAssistantStop(), new AiAssistantStop()),
                AssistantSamples.addMessages(),
                CallSamples.answer(),
                Sample.of("RejectRequest", new Reject(Reject.Cause.USER_BUSY), new Reject(Reject.Cause.CALL_REJECTED)),
                Sample.of("HangupRequest", new Hangup(null), new Hangup(SharedSamples.customHeaders())),
                speak(),
                playbackStart(),
                Sample.of("PlaybackStopRequest", new PlaybackStop(null, null), new PlaybackStop(true, Stop.CURRENT)),
                CallSamples.transfer(),
                CallSamples.bridge(),
                CallSamples.dial(),
                Sample.of(
                        "EnqueueRequest",
                        EnqueueBuilder.builder().queueName("support").build(),
                        new Enqueue("support", true, 20, 600)),
                Sample.of("LeaveQueueRequest", new LeaveQueue(), new LeaveQueue()),
                recordStart(),
                Sample.of("StopRecordingRequest", new RecordStop(null), new RecordStop(UUID)),
                Sample.of("SendDTMFRequest", new SendDtmf("1", null), new SendDtmf("1wA#*DW0", 100)),
                Sample.of("ClientStateUpdateRequest", new ClientStateUpdate(), new ClientStateUpdate()),
                Sample.of(
                        "TranscriptionStartRequest",
                        TranscriptionStartBuilder.builder().build(),
                        SharedSamples.transcription()),
                Sample.of("TranscriptionStopRequest", new TranscriptionStop(), new TranscriptionStop()));
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Gather gather() {
        return new Gather("menu-1", 10_000, 3000, 4, 1, "*", 30_000, "123*");
    }

    private static GatherUsingAudioBuilder gatherUsingAudio() {
        return GatherUsingAudioBuilder.builder()
                .interDigitTimeoutMillis(3000)
                .maximumDigits(128)
                .maximumTries(128)
                .minimumDigits(128)
                .terminatingDigit("#")
                .timeoutMillis(1)
                .validDigits("0123456789#*");
    }

    private static Sample gatherUsingSpeak() {
        GatherUsingSpeakBuilder full = GatherUsingSpeakBuilder.builder()
                .payload("<speak>One or two?</speak>")
                .voice("AWS.Polly.Joanna-Neural")
                .interDigitTimeoutMillis(120_000)
                .invalidPayload("Again, please.")
                .language("en-GB-WLS")
                .maximumDigits(1)
                .maximumTries(1)
                .minimumDigits(1)
                .payloadType(PayloadType.SSML)
                .serviceLevel(ServiceLevel.PREMIUM)
                .terminatingDigit("#")
                .timeoutMillis(10_000)
                .validDigits("12");
        return new Sample(
                "GatherUsingSpeakRequest",
                GatherUsingSpeakBuilder.builder()
                        .payload("Hi")
                        .voice("Telnyx.KokoroTTS.af")
                        .build(),
                SharedSamples.voices()
                        .map(voice -> (TelnyxCommand) full.voiceSettings(voice).build())
                        .toList());
    }

    private static Sample speak() {
        SpeakBuilder full = SpeakBuilder.builder()
                .payload("Hi")
                .voice("female")
                .language("en-US")
                .loop(new Loop(100))
                .payloadType(PayloadType.TEXT)
                .serviceLevel(ServiceLevel.BASIC)
                .stop(Stop.ALL)
                .targetLegs(Legs.BOTH);
        return new Sample(
                "SpeakRequest",
                SpeakBuilder.builder()
                        .payload("Hi")
                        .voice("Telnyx.KokoroTTS.af")
                        .build(),
                Stream.concat(
                                SharedSamples.voices()
                                        .map(voice -> full.voiceSettings(voice).build()),
                                Stream.of(SpeakBuilder.builder(full.build())
                                        .loop(Loop.INFINITY)
                                        .build()))
                        .map(TelnyxCommand.class::cast)
                        .toList());
    }

    private static Sample playbackStart() {
        return Sample.of(
                "PlayAudioUrlRequest",
                PlaybackStartBuilder.builder().mediaName("hold").build(),
                playback().audioUrl("https://a.test/a.wav").loop(new Loop(1)).build(),
                playback().mediaName("hold").loop(Loop.INFINITY).build(),
                playback().playbackContent("SUQzBA==").build());
    }

    private static PlaybackStartBuilder playback() {
        return PlaybackStartBuilder.builder()
                .audioType(AudioFormat.WAV)
                .cacheAudio(false)
                .overlay(true)
                .stop(Stop.CURRENT)
                .targetLegs(Legs.SELF);
    }

    private static Sample recordStart() {
        return Sample.of(
                "StartRecordingRequest",
                RecordStartBuilder.builder()
                        .format(AudioFormat.MP3)
                        .channels(Channels.DUAL)
                        .build(),
                RecordStartBuilder.builder()
                        .format(AudioFormat.WAV)
                        .channels(Channels.SINGLE)
                        .customFileName("call")
                        .maxLength(14_400)
                        .playBeep(true)
                        .recordingTrack(Track.INBOUND)
                        .timeoutSecs(5)
                        .transcription(true)
                        .transcriptionEngine(RecordStart.Engine.DEEPGRAM_NOVA_3)
                        .transcriptionLanguage("en-US")
                        .transcriptionMaxSpeakerCount(3)
                        .transcriptionMinSpeakerCount(3)
                        .transcriptionProfanityFilter(true)
                        .transcriptionSpeakerDiarization(true)
                        .trim(Trim.TRIM_SILENCE)
                        .build());
    }
}
