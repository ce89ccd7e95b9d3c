// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;

/** Settings of which a run reads those of repositories alone. */
final class MadeSettings {

    private MadeSettings() {}

    /** Two versions of each package of Rawhide. */
    static Settings keepingTwo() {
        RetraceSettings.Repositories repositories = new RetraceSettings.Repositories(2, true, Optional.empty());
        return new Settings() {
            @Override
            public RetraceSettings current() {
                return new RetraceSettings(
                        new RetraceSettings.Directories(
                                Path.of("/"), Path.of("/"), Path.of("/"), Path.of("/"), Path.of("/")),
                        new RetraceSettings.Limits(1, 1, 1, 1),
                        new RetraceSettings.Tasks(1, 1, 9, 32, Duration.ZERO, Duration.ZERO),
                        new RetraceSettings.Sandbox(1, Duration.ZERO, 1),
                        new RetraceSettings.Uploads(true, true, true, true, false, List.of()),
                        new RetraceSettings.Access(true, true, true, true, 10, 600, List.of()),
                        new RetraceSettings.Sessions(Duration.ZERO, Duration.ZERO),
                        new RetraceSettings.Network(Optional.empty()),
                        repositories);
            }
        };
    }
}
