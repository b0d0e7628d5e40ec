package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and checks a flow file: YAML, then the keys of the grammar, then expressions and ways. Pure; every mistake of
 * the file is found in one reading, and none makes it throw.
 */
public final class FlowReader {
    private static final int REVISION_DIGITS = 16;

    private FlowReader() {}

    /**
     * Reads a flow or a flow set, with all the files it names.
     *
     * @param folder where the files lie, for places only; empty, or it ends in a slash
     * @param entry the file to begin with, by its path in that folder
     */
    public static FlowReading read(String folder, String entry, FlowFiles files) {
        return read(folder + entry, files.text(entry).orElse(""));
    }

    /** Reads a flow that names no other files. */
    public static FlowReading read(String fileName, String text) {
        Problems problems = new Problems();
        Optional<KeyValues> file =
                YamlReader.read(fileName, text, problems).flatMap(root -> Grammar.FILE.read(root, fileName, problems));
        return file.map(values -> flow(fileName, values, text, problems))
                .orElseGet(() -> new FlowReading.Refused(problems));
    }

    private static FlowReading flow(String fileName, KeyValues file, String text, Problems problems) {
        if (file.find(Grammar.STEPS).isEmpty()) {
            return new FlowReading.Refused(problems);
        }
        List<Draft> drafts = file.get(Grammar.STEPS);
        Map<String, WayRef> on = file.get(Grammar.ON);
        Compiled compiled = Compiled.of(drafts, problems);
        Map<String, Map<Outcome, WayRef>> ways = new Inheritance(on, problems).ways(drafts);
        GraphCheck.check(drafts, ways, file.find(Grammar.START).orElse(null), on, problems);
        if (!problems.isEmpty()) {
            return new FlowReading.Refused(problems);
        }
        FlowMaker maker = new FlowMaker(compiled, Inheritance.targets(ways));
        Flow flow = maker.flow(file, drafts);
        return new FlowReading.Loaded(new FlowSet(
                revision(text),
                fileName,
                Map.of(fileName, text),
                Map.of(flow.name(), flow),
                List.of(new FlowSet.Route(null, null, null, flow.name()))));
    }

    /** The content hash: the first {@value #REVISION_DIGITS} hexadecimal digits of SHA-256. */
    private static String revision(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, REVISION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
