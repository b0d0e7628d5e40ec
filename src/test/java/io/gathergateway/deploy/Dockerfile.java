package io.gathergateway.deploy;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Dockerfile, as far as ours goes: stages, instructions, and files written inside of it. Immutable. */
record Dockerfile(List<Stage> stages) {
    private static final Pattern STAGE = Pattern.compile("FROM (\\S+)(?: AS (\\S+))?");
    private static final Pattern HERE = Pattern.compile("<<'(\\w+)' (\\S+)");

    /** What begins with FROM; {@code name} is empty for the last one. */
    record Stage(String from, String name, List<Instruction> instructions) {}

    /** Such as {@code USER 10001:10001}; {@code here} are the lines of a file that stands in the Dockerfile itself. */
    record Instruction(String keyword, String text, List<String> here) {
        /** The words of the exec form, {@code ["java", …]}; fails for the shell form. */
        List<String> exec() {
            return new JsonArray(text).stream().map(String::valueOf).toList();
        }
    }

    /** A COPY: {@code stage} is empty where it copies from the context, {@code source} where the file stands here. */
    record Copy(String stage, String source, String target, List<String> here) {
        static Copy of(Instruction copy) {
            Matcher inline = HERE.matcher(copy.text());
            if (inline.matches()) {
                return new Copy("", "", inline.group(2), copy.here());
            }
            List<String> words = new ArrayList<>(List.of(copy.text().split(" ")));
            boolean other = words.get(0).startsWith("--from=");
            String stage = other ? words.remove(0).substring("--from=".length()) : "";
            if (words.size() != 2 || words.get(0).startsWith("--")) {
                throw new IllegalArgumentException("one source and one target are understood, not: " + copy.text());
            }
            return new Copy(stage, words.get(0), words.get(1), List.of());
        }

        boolean fromContext() {
            return stage.isEmpty() && !source.isEmpty();
        }
    }

    static Dockerfile read() throws IOException {
        List<Stage> stages = new ArrayList<>();
        Deque<String> lines = new ArrayDeque<>(Files.readAllLines(Path.of("Dockerfile")));
        while (!lines.isEmpty()) {
            StringBuilder line = new StringBuilder(lines.remove().strip());
            if (line.isEmpty() || line.charAt(0) == '#') {
                continue;
            }
            while (line.charAt(line.length() - 1) == '\\') {
                line.setLength(line.length() - 1);
                line.append(lines.remove().strip());
            }
            Matcher from = STAGE.matcher(line);
            if (from.matches()) {
                String name = Optional.ofNullable(from.group(2)).orElse("");
                stages.add(new Stage(from.group(1), name, new ArrayList<>()));
            } else {
                String[] parts = line.toString().split(" ", 2);
                stages.get(stages.size() - 1)
                        .instructions()
                        .add(new Instruction(parts[0], parts[1], here(parts[1], lines)));
            }
        }
        return new Dockerfile(stages);
    }

    private static List<String> here(String text, Deque<String> lines) {
        Matcher inline = HERE.matcher(text);
        List<String> here = new ArrayList<>();
        if (inline.matches()) {
            for (String line = lines.remove(); !line.equals(inline.group(1)); line = lines.remove()) {
                here.add(line);
            }
        }
        return here;
    }

    Stage stage(String name) {
        return stages.stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no stage " + name));
    }

    /** All that makes the image, in order: the last stage's instructions after those of the stages it is made from. */
    List<Instruction> image() {
        Deque<Stage> chain = new ArrayDeque<>();
        Optional<Stage> next = Optional.of(stages.get(stages.size() - 1));
        while (next.isPresent()) {
            Stage stage = next.get();
            chain.addFirst(stage);
            next = stages.stream()
                    .filter(other -> other.name().equals(stage.from()))
                    .findFirst();
        }
        return chain.stream().flatMap(stage -> stage.instructions().stream()).collect(Collectors.toList());
    }

    /** The one that counts in the image: the last of its kind. */
    Instruction last(String keyword) {
        return image().stream()
                .filter(instruction -> instruction.keyword().equals(keyword))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new NoSuchElementException("no " + keyword + " in the image"));
    }

    /** The number of the user and of the group that the image runs as; fails where they are not numbers, or not equal. */
    int user() {
        Matcher user = Pattern.compile("(\\d+):\\1").matcher(last("USER").text());
        if (!user.matches()) {
            throw new NumberFormatException(
                    "not a number twice: " + last("USER").text());
        }
        return Integer.parseInt(user.group(1));
    }

    List<Copy> copies() {
        return image().stream()
                .filter(instruction -> instruction.keyword().equals("COPY"))
                .map(Copy::of)
                .toList();
    }

    /** The command that makes the cache: the last one of its stage, up to what is done where it fails. */
    List<String> training() {
        return stage("training").instructions().stream()
                .filter(instruction -> instruction.keyword().equals("RUN"))
                .reduce((earlier, later) -> later)
                .map(run -> List.of(run.text().replaceFirst(" \\|\\| .*", "").split(" ", -1)))
                .orElseThrow();
    }

    /** The flags that the image's file of flags gives the JVM. */
    List<String> flags() {
        return copies().stream()
                .filter(copy -> copy.target().equals("java.flags"))
                .flatMap(copy -> copy.here().stream())
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
