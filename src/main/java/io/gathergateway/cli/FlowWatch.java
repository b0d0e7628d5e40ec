package io.gathergateway.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Waits until one of the files that were read changes. Other files of their folders, such as a report that is written
 * there, do not count. Confined to one thread; close it.
 */
final class FlowWatch implements AutoCloseable {
    /** An editor writes a file in several steps. */
    private static final long SETTLES_MILLIS = 150;

    private final WatchService changes = FileSystems.getDefault().newWatchService();
    private final Set<Path> folders = new HashSet<>();

    FlowWatch() throws IOException {}

    /** From now on no change of these files is missed; absolute paths. False where that was so before. */
    boolean begin(Set<Path> files) throws IOException {
        int before = folders.size();
        for (Path file : files) {
            Path folder = file.resolveSibling("");
            if (Files.isDirectory(folder) && folders.add(folder)) {
                folder.register(
                        changes,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            }
        }
        return folders.size() > before;
    }

    /** Waits for a change of these files and until it has settled; gives those that changed, none once a folder is gone. */
    Set<Path> next(Set<Path> files) throws InterruptedException {
        Set<Path> changed = new HashSet<>();
        long settled = Long.MAX_VALUE;
        while (changed.isEmpty() || System.nanoTime() - settled < 0) {
            WatchKey key = changed.isEmpty()
                    ? changes.take()
                    : changes.poll(settled - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (key == null) {
                continue;
            }
            Set<Path> told = told(key, files);
            if (!told.isEmpty()) {
                changed.addAll(told);
                settled = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLES_MILLIS);
            }
            if (!key.reset()) {
                return Set.of();
            }
        }
        return changed;
    }

    private static Set<Path> told(WatchKey key, Set<Path> files) {
        Set<Path> told = new HashSet<>();
        for (WatchEvent<?> event : key.pollEvents()) {
            if (event.context() instanceof Path name) {
                told.add(((Path) key.watchable()).resolve(name));
            } else {
                // More happened than can be told: any of them may have changed.
                told.addAll(files);
            }
        }
        told.retainAll(files);
        return told;
    }

    @Override
    public void close() throws IOException {
        changes.close();
    }
}
