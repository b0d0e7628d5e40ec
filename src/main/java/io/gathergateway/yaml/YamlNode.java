package io.gathergateway.yaml;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a YAML file that knows where it stands. Immutable; mappings keep the order of the file. */
public sealed interface YamlNode {
    Place place();

    /** What it is, for a message: "a list", "a number" … */
    String says();

    /** Keys are texts as they are written, each once. */
    record Mapping(Place place, Map<String, Entry> entries) implements YamlNode {
        @Override
        public String says() {
            return "a mapping";
        }
    }

    /**
     * The value of a key.
     *
     * @param key as it is written
     */
    record Entry(Scalar key, YamlNode value) {
        /** Where the key stands. */
        public Place place() {
            return key.place();
        }
    }

    record Sequence(Place place, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String says() {
            return "a list";
        }
    }

    /**
     * A single value.
     *
     * @param text what is written, quotes and folding undone
     * @param value a {@link String}, {@link Long}, {@link Double}, {@link Boolean}, or null: see {@link Scalars}
     * @param raw what is written, as it stands in the file
     * @param remark whether it has no quotes, and a comment stands behind it on its line
     */
    record Scalar(Place place, String text, @Nullable Object value, String raw, boolean remark) implements YamlNode {
        /** With nothing behind it. */
        public Scalar(Place place, String text, @Nullable Object value, String raw) {
            this(place, text, value, raw, false);
        }

        /** Where the character at this offset of {@code text} stands in the file. */
        public Place placeOf(int offset) {
            return RawText.place(this, offset);
        }

        public boolean isNothing() {
            return value == null;
        }

        @Override
        public String says() {
            return switch (value) {
                case null -> "nothing";
                case Boolean b -> b.toString();
                case Number n -> "a number";
                case Object o -> "text";
            };
        }
    }
}
