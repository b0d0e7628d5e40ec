package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads and checks a flow or a flow set: YAML, then the keys of the grammar, then expressions, ways and what only shows
 * when all is put together. Pure; every mistake of all files is found in one reading, and none makes it throw.
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
        Problems problems = new Problems();
        SetDraft set = SetDraft.read(folder, entry, files, problems);
        Map<String, Flow> flows = new LinkedHashMap<>();
        set.flows().forEach((name, draft) -> {
            // Where the steps cannot be read at all, nobody can say what leads to them.
            if (draft.values().find(Grammar.STEPS).isPresent()) {
                flows.put(name, new FlowMaker(draft, set.flows(), set.prompts(draft), problems).flow());
            }
        });
        if (problems.isEmpty()) {
            set.flows().values().forEach(draft -> LanguageCheck.check(draft, problems));
            flows.values().forEach(flow -> {
                Assignments.check(flow, flows, problems);
                Taint.check(flow, flows, problems);
            });
        }
        if (!problems.isEmpty()) {
            return new FlowReading.Refused(problems);
        }
        return new FlowReading.Loaded(new FlowSet(
                revision(set.texts()),
                entry,
                Collections.unmodifiableMap(new TreeMap<>(set.texts())),
                Collections.unmodifiableMap(flows),
                set.routes()));
    }

    /** Reads a flow that names no other files. */
    public static FlowReading read(String fileName, String text) {
        return read("", fileName, FlowFiles.of(Map.of(fileName, text)));
    }

    /** The content hash: the first {@value #REVISION_DIGITS} hexadecimal digits of SHA-256 over paths and texts. */
    private static String revision(Map<String, String> texts) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(texts).forEach((path, text) -> {
                hash.update((path.length() + ":" + path + text.length() + ":").getBytes(StandardCharsets.UTF_8));
                hash.update(text.getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(hash.digest()).substring(0, REVISION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
