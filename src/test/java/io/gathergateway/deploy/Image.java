package io.gathergateway.deploy;

import io.gathergateway.deploy.Dockerfile.Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the Dockerfile makes of the packaged gateway, laid out under a folder that stands for the root, and its processes.
 * They run as the image's user where the tests run as root, else as the tests' own; nothing but {@code /tmp} can be
 * written by them.
 */
final class Image {
    /** The places in commands and files that are the image's, not this machine's. */
    private static final Pattern INSIDE =
            Pattern.compile("(?<![\\w.])/(?:opt/gather-gateway|etc/gather-gateway|run/secrets/gather-gateway|tmp)\\b");

    private static final String HOME = "opt/gather-gateway";
    private static final int FIRST_WITH_AOT_CACHES = 25;

    final Dockerfile dockerfile = Dockerfile.read();
    private final Path root;

    Image(Path root) throws IOException {
        this.root = root;
        Path home = Files.createDirectories(root.resolve(HOME));
        for (Copy copy : dockerfile.copies()) {
            Path target = copy.target().equals(".")
                    ? home.resolve(Path.of(copy.source()).getFileName())
                    : home.resolve(copy.target());
            if (!copy.here().isEmpty()) {
                Files.write(target, copy.here().stream().map(this::here).toList());
            } else if (copy.fromContext()) {
                copyAll(Path.of(copy.source()), target);
            } else if (copy.stage().equals("build")) {
                copyAll(Path.of("/build").relativize(Path.of(copy.source())), target);
            }
        }
        Files.createDirectories(root.resolve("tmp"));
    }

    /** Whether the Java that runs this can make and take the image's cache. */
    static boolean hasAotCaches() {
        return Runtime.version().feature() >= FIRST_WITH_AOT_CACHES;
    }

    /** A place of the image, such as {@code /tmp}, on this machine. */
    Path path(String inside) {
        return Path.of(here(inside));
    }

    /** Text of the image with its places where they are on this machine. */
    String here(String text) {
        return INSIDE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(root + place.group()));
    }

    /** From now on nothing but {@code /tmp} can be written, and everybody may read. */
    void close() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                String mode = Files.isDirectory(path) ? "r-xr-xr-x" : "r--r--r--";
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
            }
        }
        Files.setPosixFilePermissions(root.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** Lets the folder be deleted again. */
    void open() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
    }

    /**
     * Starts a command of the image.
     *
     * @param command begins with {@code java}
     * @param environment all there is, but for the PATH
     * @param output takes what it writes, errors too
     */
    Process start(List<String> command, Map<String, String> environment, Path output) throws IOException {
        List<String> words = new ArrayList<>();
        if (isRoot()) {
            String user = String.valueOf(dockerfile.user());
            words.addAll(List.of("setpriv", "--reuid", user, "--regid", user, "--clear-groups"));
        }
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!hasAotCaches()) {
            // The flags are made for the image's Java.
            words.add("-XX:+IgnoreUnrecognizedVMOptions");
        }
        command.stream().skip(1).map(this::here).forEach(words::add);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(root.resolve(HOME).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        environment.forEach((name, value) -> builder.environment().put(name, here(value)));
        return builder.start();
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void copyAll(Path source, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            for (Path path : all.toList()) {
                Path to = target.resolve(source.relativize(path).toString());
                // With its time of change, as an engine does: a cache knows its jars by it.
                Files.copy(path, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
