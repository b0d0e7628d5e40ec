package io.gathergateway.flow;

import org.jspecify.annotations.Nullable;

/**
 * One key of the grammar. Compared by identity: two kinds of step may each have a key of the same name.
 *
 * @param shape what its value must look like
 * @param required whether the file must have it
 * @param orElse what it is when the file lacks it; null for nothing
 * @param about what it does, one line
 */
record Key<T>(
        String name,
        Shape<T> shape,
        boolean required,
        @Nullable T orElse,
        String about) {
    static <T> Key<T> required(String name, Shape<T> shape, String about) {
        return new Key<>(name, shape, true, null, about);
    }

    static <T> Key<T> optional(String name, Shape<T> shape, String about) {
        return new Key<>(name, shape, false, null, about);
    }

    static <T> Key<T> defaulting(String name, Shape<T> shape, T orElse, String about) {
        return new Key<>(name, shape, false, orElse, about);
    }
}
