// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.door;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;
import java.util.Optional;
import org.retrace.jsf.frame.Refusal;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;

/**
 * What stands before the container's own checks, which take a form with name and password at any path: forms that
 * another site sent are refused here, and plain HTTP where it is; what trusted proxies say of a request is taken for
 * true.
 */
public final class Gate implements ServletExtension {

    /** A path that web.xml opens to everybody. */
    private static final String FOR_EVERYBODY = "/theme";

    private static final HttpString SITE = new HttpString("Sec-Fetch-Site");

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        deployment.addInitialHandlerChainWrapper(next -> exchange -> {
            exchange.addResponseCommitListener(AnswerHeaders::complete);
            next.handleRequest(exchange);
        });
        deployment.addOuterHandlerChainWrapper(next -> exchange -> look(exchange, next));
    }

    private static void look(HttpServerExchange exchange, HttpHandler next) throws Exception {
        var access = CDI.current().select(Settings.class).get().current().access();
        new Forwarded(access).mend(exchange);
        if (access.requireHttps() && exchange.isSecure()) {
            exchange.addResponseCommitListener(AnswerHeaders::demandHttps);
        }
        var refusal = refusal(exchange, access);
        refusal.ifPresent(why -> defuse(exchange, why));
        next.handleRequest(exchange);
    }

    private static Optional<Refusal> refusal(HttpServerExchange exchange, RetraceSettings.Access access) {
        var headers = exchange.getRequestHeaders();
        var sender =
                new Sender(headers.getFirst(SITE), headers.getFirst(Headers.ORIGIN), headers.getFirst(Headers.REFERER));
        if (sender.forges(
                exchange.getRequestMethod().toString(), exchange.getRequestScheme(), headers.getFirst(Headers.HOST))) {
            return Optional.of(Refusal.FORGED);
        }
        var looks = exchange.getRelativePath().startsWith("/jakarta.faces.resource/");
        return access.requireHttps() && !exchange.isSecure() && !looks
                ? Optional.of(Refusal.PLAIN_HTTP)
                : Optional.empty();
    }

    /**
     * Lets a request go on as one that asks for nothing and that nobody signs in for, so that the container leaves it
     * alone; {@link ConsoleDoor} answers it. Here it is too early for a page: the container knows none without a
     * context of its security.
     */
    private static void defuse(HttpServerExchange exchange, Refusal refusal) {
        refusal.tell(
                exchange.getAttachment(ServletRequestContext.ATTACHMENT_KEY).getServletRequest(), "");
        exchange.setRequestMethod(Methods.GET);
        exchange.setRelativePath(FOR_EVERYBODY);
    }
}
