package io.gathergateway.config;

import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.Values;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values that the environment may override, and those that lie in files of their own. The environment goes
 * before the configuration file; within each, a value and a file for the same thing exclude each other. Confined to one
 * reading.
 */
final class Sources {
    /** Far more than any key; a path to something else is then no danger to memory. */
    private static final long MAX_FILE_BYTES = 64 * 1024;

    private static final Pattern SEPARATORS = Pattern.compile("[,\\s]+");
    private static final Place ENVIRONMENT = Place.of("environment");

    private final Function<String, @Nullable String> env;
    private final Path folder;
    private final Problems problems;

    /** {@code folder}: where relative paths of the configuration file begin. */
    Sources(Function<String, @Nullable String> env, Path folder, Problems problems) {
        this.env = env;
        this.folder = folder;
        this.problems = problems;
    }

    /**
     * The values of one thing: several where they are separated by commas or stand in a list. {@code VARIABLE_FILE} and
     * {@code key_file} name a file that holds them.
     *
     * @param key in the configuration file; null where it may not stand there itself
     * @param fileKey for a file; null where there is none, and then there is no {@code VARIABLE_FILE} either
     * @return empty where nobody says; no values where a file is named that gives none, and then a problem says why
     */
    Optional<List<Sourced>> values(String variable, Fields fields, @Nullable String key, @Nullable String fileKey) {
        // Both are asked for in any case, so that they count as known.
        Optional<List<Sourced>> inline = key == null
                ? Optional.empty()
                : Optional.of(inline(fields, key)).filter(found -> !found.isEmpty());
        Optional<List<Sourced>> file = fileKey == null
                ? Optional.empty()
                : fields.optionalText(fileKey).map(path -> contents(path, folder, fileKey, fields.place(fileKey)));
        if (inline.isPresent() && file.isPresent()) {
            problems.add(
                    fields.place(String.valueOf(fileKey)),
                    key + " and " + fileKey + " exclude each other",
                    "keep one of them");
        }
        return fromEnvironment(variable, fileKey != null).or(() -> inline).or(() -> file);
    }

    /** A path of the configuration file, relative to its folder; empty where the key is missing or is no path. */
    Optional<Path> path(Fields fields, String key) {
        return fields.optionalText(key).flatMap(text -> path(text, folder, key, fields.place(key)));
    }

    /** A PEM file of certificates to trust; empty where the key is missing or names none, and then a problem says why. */
    Optional<Path> certificates(Fields fields, String key) {
        Place place = fields.place(key);
        return path(fields, key)
                .filter(file -> read(file, key, place)
                        .filter(text -> Certificates.areIn(text)
                                || wrong(
                                        place,
                                        key + " names " + file + ", which holds no certificate",
                                        "give a PEM file: -----BEGIN CERTIFICATE----- …"))
                        .isPresent());
    }

    /**
     * One text, blanks around it left out: {@code VARIABLE}, {@code VARIABLE_FILE}, or the file that {@code fileKey}
     * names. Empty where nobody says, and where a file gives none; then a problem says why.
     */
    Optional<Sourced> text(String variable, Fields fields, String fileKey) {
        String fileVariable = variable + "_FILE";
        String value = set(variable);
        String file = set(fileVariable);
        Optional<String> named = fields.optionalText(fileKey);
        if (value != null && file != null) {
            problems.add(ENVIRONMENT, variable + " and " + fileVariable + " exclude each other", "unset one of them");
        }
        if (value != null) {
            return Optional.of(new Sourced(value.strip(), variable, ENVIRONMENT));
        }
        if (file != null) {
            return path(file, Path.of(""), fileVariable, ENVIRONMENT)
                    .flatMap(path -> read(path, fileVariable, ENVIRONMENT))
                    .map(text -> new Sourced(text.strip(), fileVariable, ENVIRONMENT));
        }
        Place place = fields.place(fileKey);
        if (named.isEmpty()) {
            problems.add(
                    place,
                    "there is no secret " + fileKey,
                    "name a file that holds it, or set " + variable + " or " + fileVariable);
        }
        return named.flatMap(text -> path(text, folder, fileKey, place))
                .flatMap(path -> read(path, fileKey, place))
                .map(text -> new Sourced(text.strip(), fileKey, place));
    }

    private boolean wrong(Place place, String what, String cure) {
        problems.add(place, what, cure);
        return false;
    }

    private List<Sourced> inline(Fields fields, String key) {
        return fields.items(key).stream()
                .flatMap(
                        item -> Values.text(item, key, problems)
                                .map(text -> split(text, key, item.place()))
                                .orElse(List.of())
                                .stream())
                .toList();
    }

    private Optional<List<Sourced>> fromEnvironment(String variable, boolean fileToo) {
        String fileVariable = variable + "_FILE";
        String value = set(variable);
        String file = fileToo ? set(fileVariable) : null;
        if (value != null && file != null) {
            problems.add(ENVIRONMENT, variable + " and " + fileVariable + " exclude each other", "unset one of them");
        }
        if (value != null) {
            return Optional.of(split(value, variable, ENVIRONMENT));
        }
        return Optional.ofNullable(file).map(path -> contents(path, Path.of(""), fileVariable, ENVIRONMENT));
    }

    /** Empty counts as not set: that is how an override is taken back in most deployment descriptions. */
    private @Nullable String set(String variable) {
        String value = env.apply(variable);
        return value == null || value.isBlank() ? null : value;
    }

    private List<Sourced> contents(String text, Path base, String name, Place place) {
        return path(text, base, name, place)
                .flatMap(path -> read(path, name, place))
                .map(value -> split(value, name, place))
                .orElse(List.of());
    }

    private Optional<Path> path(String text, Path base, String name, Place place) {
        try {
            return Optional.of(base.resolve(text));
        } catch (InvalidPathException e) {
            problems.add(place, name + " is not a path", "give the path of a file");
            return Optional.empty();
        }
    }

    /** Its text; empty where it cannot be read or says nothing, and then a problem says why. */
    private Optional<String> read(Path file, String name, Place place) {
        String why;
        try {
            String text = Files.size(file) > MAX_FILE_BYTES ? "" : Files.readString(file);
            if (!text.isBlank()) {
                return Optional.of(text);
            }
            why = "is empty, or larger than 64 KiB";
        } catch (NoSuchFileException e) {
            why = "does not exist";
        } catch (CharacterCodingException e) {
            why = "is not text in UTF-8";
        } catch (IOException e) {
            why = "cannot be read";
        }
        problems.add(place, name + " names " + file + ", which " + why, "correct the path, or put the file there");
        return Optional.empty();
    }

    private static List<Sourced> split(String text, String name, Place place) {
        return SEPARATORS
                .splitAsStream(text)
                .filter(value -> !value.isEmpty())
                .map(value -> new Sourced(value, name, place))
                .toList();
    }
}
