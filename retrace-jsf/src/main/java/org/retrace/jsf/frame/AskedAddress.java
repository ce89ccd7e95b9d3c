// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.CookieImpl;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import jakarta.servlet.ServletContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The address that somebody asked for when they were sent to an identity provider instead. A cookie remembers it until
 * they come back, which is always to {@link SignedIn}: providers lead only to addresses that they know. The container
 * sends people away before any filter runs, so this stands in front of the container's own checks.
 */
public final class AskedAddress implements ServletExtension {

    static final String COOKIE = "retrace-asked";

    private static final int SECONDS = 3600;

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        var path = context.getContextPath();
        deployment.addInitialHandlerChainWrapper(next -> exchange -> {
            exchange.addResponseCommitListener(answered -> remember(answered, path));
            next.handleRequest(exchange);
        });
    }

    private static void remember(HttpServerExchange exchange, String contextPath) {
        if (exchange.getStatusCode() == StatusCodes.FOUND
                && exchange.getRequestMethod().equals(Methods.GET)
                && leadsAway(exchange)) {
            var query = exchange.getQueryString();
            var page = exchange.getRequestURI() + (query.isEmpty() ? "" : "?" + query);
            exchange.setResponseCookie(new CookieImpl(COOKIE, URLEncoder.encode(page, StandardCharsets.UTF_8))
                    .setPath(contextPath)
                    .setMaxAge(SECONDS));
        }
    }

    private static boolean leadsAway(HttpServerExchange exchange) {
        var location = exchange.getResponseHeaders().getFirst(Headers.LOCATION);
        var server = exchange.getRequestScheme() + "://" + exchange.getHostAndPort() + "/";
        return location != null && location.contains("://") && !location.startsWith(server);
    }
}
