// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.repository;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.retrace.repository.sync.SyncCounts;
import org.retrace.repository.sync.SyncRun;

/** A run as programs read it. */
record SyncView(SyncRun run) {

    JsonObject json() {
        return builder().build();
    }

    /** The same with some of the packages that it left outside. */
    JsonObject json(List<SyncRun.Refused> refusals) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (SyncRun.Refused refused : refusals) {
            all.add(Json.createObjectBuilder()
                    .add("repository", refused.repository())
                    .add("file", refused.file())
                    .add("reason", refused.reason()));
        }
        return builder().add("refusals", all).build();
    }

    private JsonObjectBuilder builder() {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", run.id())
                .add("release", run.release().toString())
                .add("begunBy", run.trigger().name())
                .add("state", run.state().name())
                .add("attempt", run.attempt())
                .add("startedAt", run.startedAt().toString());
        run.reason().ifPresent(reason -> json.add("reason", reason));
        run.finishedAt().ifPresent(end -> json.add("finishedAt", end.toString()));
        run.place().ifPresent(place -> json.add("repository", place.repository())
                .add("phase", place.phase().name()));
        SyncCounts counts = run.counts();
        return json.add("listed", counts.listed())
                .add("unchanged", counts.unchanged())
                .add("fetched", counts.fetched())
                .add("fetchedBytes", counts.fetchedBytes())
                .add("indexed", counts.indexed())
                .add("refused", counts.refused());
    }
}
