// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.retrace.statistics.UsageFigures;
import org.retrace.web.PlainText;

/** {@code GET /stats}: what the server has done, for people at the console, for programs as XHTML or JSON. */
@Path("stats")
@RequestScoped
public class StatisticsResource {

    private static final int OK = 200;
    private static final int SEE_OTHER = 303;

    @Inject
    private UsageFigures figures;

    /** For whoever asks for nothing that there is, too: an answer is never refused for its form. */
    @GET
    @Produces({"text/html", "*/*;qs=0.1"})
    public Response page() {
        return PlainText.of(SEE_OTHER, "The pages for people are at console/\n")
                .header(HttpHeaders.LOCATION, "console/")
                .build();
    }

    @GET
    @Produces({"text/xml;qs=0.8", "application/xml;qs=0.7"})
    public Response xml() {
        return answer(StatisticsPage.of(figures), "text/xml; charset=utf-8");
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.9")
    public Response json() {
        UsageFigures.Totals totals = figures.totals();
        String json = Json.createObjectBuilder()
                .add("total", totals.all())
                .add("success", totals.success())
                .add("failure", totals.failure())
                .add("denied", totals.overload())
                .add("first", totals.first().map(Object::toString).orElse(""))
                .add("architectures", array(figures.architectures()))
                .add("releases", array(figures.releases()))
                .add("retraced_packages", array(figures.packages()))
                .build()
                .toString();
        return answer(json, MediaType.APPLICATION_JSON);
    }

    private static JsonArrayBuilder array(List<UsageFigures.Counted> counted) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        counted.forEach(
                c -> array.add(Json.createObjectBuilder().add("name", c.name()).add("count", c.count())));
        return array;
    }

    private static Response answer(String text, String type) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return Response.status(OK)
                .entity(body)
                .header(HttpHeaders.CONTENT_TYPE, type)
                .header(HttpHeaders.CONTENT_LENGTH, body.length)
                .build();
    }
}
