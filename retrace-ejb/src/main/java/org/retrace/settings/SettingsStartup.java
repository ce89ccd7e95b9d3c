// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** The first look at the settings, so that a bad one stops the deployment and not the first upload. */
@Singleton
@Startup
public class SettingsStartup {

    @Inject
    private Settings settings;

    @PostConstruct
    void check() {
        settings.current();
    }
}
