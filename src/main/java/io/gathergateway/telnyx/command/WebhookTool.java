package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP service an assistant may ask. The three kinds of parameters are JSON Schema objects.
 *
 * @param method Telnyx's default is POST
 */
@CommandBuilder
public record WebhookTool(
        String name,
        String description,
        String url,
        @Nullable ObjectNode bodyParameters,
        @Nullable List<Header> headers,
        @Nullable Method method,
        @Nullable ObjectNode pathParameters,
        @Nullable ObjectNode queryParameters)
        implements Part {
    public enum Method implements Wire {
        GET,
        POST,
        PUT,
        DELETE,
        PATCH;

        @Override
        public String wire() {
            return name();
        }
    }

    public record Header(@Nullable String name, @Nullable String value) {}

    @Override
    public void check(Checks checks) {
        checks.required("name", name).required("description", description).required("url", url);
    }
}
