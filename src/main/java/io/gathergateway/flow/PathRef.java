package io.gathergateway.flow;

import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.Values;
import io.gathergateway.yaml.YamlNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** The path of a variable, or of a property of one, where a file names it. */
record PathRef(Place place, String path) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,63}(\\.[A-Za-z_][A-Za-z0-9_]{0,63}){0,4}");

    static final Shape<PathRef> SHAPE = new Shape.Special<>(
            "a variable, or a property of one such as request.account", "<variable>", PathRef::read);

    private static Optional<PathRef> read(YamlNode node, String name, Problems problems) {
        Optional<String> text = Values.text(node, name, problems);
        if (text.isPresent() && !FORM.matcher(text.get()).matches()) {
            problems.add(
                    node.place(),
                    Problems.quoted(text.get()) + " is no name for a result",
                    "begin with a small letter, then small letters, digits and _; a dot before a property");
            return Optional.empty();
        }
        return text.map(path -> new PathRef(node.place(), path));
    }
}
