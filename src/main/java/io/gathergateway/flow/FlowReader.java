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
     * Reads a flow.
     *
     * @param fileName the name that places show
     * @param text the file's content
     */
    public static FlowReading read(String fileName, String text) {
        Problems problems = new Problems();
        Optional<KeyValues> file =
                YamlReader.read(fileName, text, problems).flatMap(root -> Grammar.FILE.read(root, fileName, problems));
        return file.map(values -> flow(values, text, problems)).orElseGet(() -> new FlowReading.Refused(problems));
    }

    private static FlowReading flow(KeyValues file, String text, Problems problems) {
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
        return new FlowReading.Loaded(maker.flow(file, drafts, revision(text)));
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
