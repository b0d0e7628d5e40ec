package io.gathergateway.flow;

import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.Values;
import io.gathergateway.yaml.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A prompt as it is written.
 *
 * @param place of its value
 * @param text what the form's key has
 */
record PromptDraft(Place place, Form form, YamlNode.Scalar text) {
    /** Telnyx's bound for what it speaks. Source: payload of speak, 3,000 characters. */
    static final int MAX = 3000;

    private static final Pattern ADDRESS = Pattern.compile("https://[^\\s${}]{3,2000}");
    private static final Pattern MEDIA_NAME = Pattern.compile("[^\\s${}][^${}]{0,199}");
    private static final String SAMPLE = "\"…\"";

    /** How it is given: the key in the mapping. */
    enum Form {
        TEXT,
        SSML,
        AUDIO,
        MEDIA,
        KEY;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final List<String> FORMS =
            List.of(Form.values()).stream().map(Form::key).toList();

    /** A prompt of a step. */
    static final Shape<PromptDraft> SHAPE = new Shape.Special<>(
            "text, may hold ${…}, 1 to " + MAX + " characters; or one of { ssml: … }, { audio: <address> },"
                    + " { media: <name> }, { key: <prompt of the language> }",
            SAMPLE,
            PromptDraft::read);

    /** What an assistant says by itself. */
    static final Shape<PromptDraft> WORDS = new Shape.Special<>(
            "text, may hold ${…}, 1 to " + MAX + " characters; or { key: <prompt of the language> }",
            SAMPLE,
            PromptDraft::words);

    /** Several prompts, for the first time, the second time … */
    static final Shape<List<PromptDraft>> SEVERAL =
            new Shape.Special<>("a prompt, or a list of at most 10", "[ \"…\", \"…\" ]", PromptDraft::several);

    private static Optional<PromptDraft> read(YamlNode node, String name, Problems problems) {
        if (!(node instanceof YamlNode.Mapping)) {
            return text(node, name, problems).map(scalar -> new PromptDraft(node.place(), Form.TEXT, scalar));
        }
        Fields fields = Fields.of(node, name, problems).orElseThrow();
        Optional<PromptDraft> prompt = in(fields, name, problems);
        fields.done();
        return prompt;
    }

    private static Optional<PromptDraft> words(YamlNode node, String name, Problems problems) {
        return read(node, name, problems).filter(prompt -> {
            boolean good = prompt.form() == Form.TEXT || prompt.form() == Form.KEY;
            if (!good) {
                problems.add(
                        prompt.place(),
                        "an assistant speaks plain text, no " + prompt.form().key(),
                        "write the text, or { key: <prompt of the language> }");
            }
            return good;
        });
    }

    /** The one form that a mapping gives. */
    static Optional<PromptDraft> in(Fields fields, String name, Problems problems) {
        fields.known(FORMS);
        List<Form> given = List.of(Form.values()).stream()
                .filter(form -> fields.has(form.key()))
                .toList();
        if (given.size() != 1) {
            problems.add(
                    given.isEmpty() ? fields.place() : fields.place(given.get(1).key()),
                    given.isEmpty()
                            ? name + " does not say what is heard"
                            : name + " has " + given.get(0).key() + " and "
                                    + given.get(1).key(),
                    "give one of text, ssml, audio, media, key");
            return Optional.empty();
        }
        Form form = given.getFirst();
        YamlNode node = fields.node(form.key()).orElseThrow();
        return read(form, node, form.key(), problems).map(scalar -> new PromptDraft(node.place(), form, scalar));
    }

    private static Optional<YamlNode.Scalar> read(Form form, YamlNode node, String name, Problems problems) {
        return switch (form) {
            case TEXT -> text(node, name, problems);
            case SSML -> ssml(node, name, problems);
            case KEY -> Values.scalarOfText(node, name, problems);
            case MEDIA ->
                Values.scalarOfText(node, name, problems).filter(scalar -> {
                    boolean good = MEDIA_NAME.matcher(scalar.text()).matches();
                    if (!good) {
                        problems.add(
                                scalar.place(),
                                Problems.quoted(scalar.text()) + " is no name of media",
                                "write the media_name it has at Telnyx; an expression may not choose it");
                    }
                    return good;
                });
            case AUDIO ->
                Values.scalarOfText(node, name, problems).filter(scalar -> {
                    boolean good = ADDRESS.matcher(scalar.text()).matches();
                    if (!good) {
                        problems.add(
                                scalar.place(),
                                Problems.quoted(scalar.text()) + " is no address of audio",
                                "write one as in https://cdn.example.com/welcome.mp3; an expression may not choose it");
                    }
                    return good;
                });
        };
    }

    /** Audio by its address alone. */
    static Optional<PromptDraft> audio(YamlNode node, String name, Problems problems) {
        return read(Form.AUDIO, node, name, problems).map(scalar -> new PromptDraft(node.place(), Form.AUDIO, scalar));
    }

    private static Optional<YamlNode.Scalar> text(YamlNode node, String name, Problems problems) {
        Optional<YamlNode.Scalar> text = new Shape.Text(MAX, true).read(node, name, problems);
        text.filter(scalar -> scalar.text().stripLeading().startsWith("<speak"))
                .ifPresent(scalar -> problems.add(
                        scalar.place(), "this text is SSML, and would be read out as it stands", "write { ssml: … }"));
        return text;
    }

    private static Optional<YamlNode.Scalar> ssml(YamlNode node, String name, Problems problems) {
        Optional<YamlNode.Scalar> text = new Shape.Text(MAX, true).read(node, name, problems);
        text.ifPresent(scalar -> Ssml.check(scalar, problems));
        return text;
    }

    private static Optional<List<PromptDraft>> several(YamlNode node, String name, Problems problems) {
        List<YamlNode> items = Values.items(node);
        if (items.isEmpty() || items.size() > 10) {
            problems.add(node.place(), name + " has " + items.size() + " prompts", "give 1 to 10, or leave it out");
            return Optional.empty();
        }
        return Optional.of(items.stream()
                .flatMap(item -> read(item, name, problems).stream())
                .toList());
    }
}
