package io.gathergateway.telnyx.command;

import java.util.List;

/** The longer sets of values that Telnyx names, each for another purpose and with a spelling of its own. */
final class Vocabulary {
    /** What {@code speak} and {@code gather_using_speak} can speak (error 90013). */
    static final List<String> SPEECH = words("""
            arb cmn-CN cy-GB da-DK de-DE en-AU en-GB en-GB-WLS en-IN en-US es-ES es-MX es-US fr-CA fr-FR hi-IN
            is-IS it-IT ja-JP ko-KR nb-NO nl-NL pl-PL pt-BR pt-PT ro-RO ru-RU sv-SE tr-TR
            """);

    /** What the assistant of {@code gather_using_ai} can listen to. */
    static final List<String> GOOGLE_TRANSCRIPTION = words("""
            af sq am ar hy az eu bn bs bg my ca yue zh hr cs da nl en et fil fi fr gl ka de el gu iw hi hu is id
            it ja jv kn kk km ko lo lv lt mk ms ml mr mn ne no fa pl pt pa ro ru rw sr si sk sl ss st es su sw
            sv ta te th tn tr ts uk ur uz ve vi xh zu
            """);

    /** What Minimax can be told to expect. */
    static final List<String> MINIMAX_BOOST = words("""
            auto Chinese Chinese,Yue English Arabic Russian Spanish French Portuguese German Turkish Dutch
            Ukrainian Vietnamese Indonesian Japanese Italian Korean Thai Polish Romanian Greek Czech Finnish
            Hindi Bulgarian Danish Hebrew Malay Persian Slovak Swedish Croatian Filipino Hungarian Norwegian
            Slovenian Catalan Nynorsk Tamil Afrikaans
            """);

    /** What turns a caller's speech into text for an assistant. */
    static final List<String> TRANSCRIPTION_MODELS = words("""
            deepgram/flux flux deepgram/nova-3 deepgram/nova-2 speechmatics/standard speechmatics/enhanced
            assemblyai/universal-streaming xai/grok-stt soniox/stt-rt-v4 nvidia/parakeet-v3 azure/fast
            azure/realtime google/latest_long distil-whisper/distil-large-v2 openai/whisper-large-v3-turbo
            humain/realtime reson8/turns
            """);

    /** The countries whose ringing tone a bridge can play. */
    static final List<String> RINGTONES = words("""
            at au be bg br ch cl cn cz de dk ee es fi fr gr hu il in it jp lt mx my nl no nz ph pl pt ru se sg
            th tw uk us-old us ve za
            """);

    private Vocabulary() {}

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
