package io.gathergateway.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** A place where a redis-server may be found. */
sealed interface RedisBinary {
    /** For the message, should it not start. */
    String where();

    /** The executable to run; {@code folder} is there to put one into. */
    String locate(Path folder) throws IOException;

    /** Where to look, in this order. */
    static List<RedisBinary> found() {
        return List.of(new Bundled(), new OnPath());
    }

    static List<RedisBinary> named(Path path) {
        return List.of(new Named(path));
    }

    /** The one in the embedded-redis library, for Linux and macOS. */
    record Bundled() implements RedisBinary {
        @Override
        public String where() {
            return "the redis-server that comes with the gateway";
        }

        @Override
        public String locate(Path folder) throws IOException {
            File file =
                    ExecutableProvider.newJarResourceProvider(folder.toFile()).get();
            return file.getAbsolutePath();
        }
    }

    /** Left to the system to find. */
    record OnPath() implements RedisBinary {
        @Override
        public String where() {
            return "redis-server on the PATH";
        }

        @Override
        public String locate(Path folder) {
            return "redis-server";
        }
    }

    /** One that was asked for. */
    record Named(Path path) implements RedisBinary {
        @Override
        public String where() {
            return path.toString();
        }

        @Override
        public String locate(Path folder) {
            return path.toAbsolutePath().toString();
        }
    }
}
