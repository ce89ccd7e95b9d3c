// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.retrace.repository.distribution.plugin.DistributionPlugins;
import org.retrace.repository.distribution.plugin.PluginFault;
import org.retrace.settings.Settings;

/** The distributions in force; ask each time, and a plugin that was changed counts. Its faults are logged once each. */
@ApplicationScoped
public class Distributions {

    @Inject
    private Settings settings;

    private @Nullable DistributionPlugins plugins;
    private List<PluginFault> told = List.of();

    @PostConstruct
    void open() {
        plugins = new DistributionPlugins(settings.current().directories().pluginDir());
    }

    /** All of them, and what is wrong with files of PluginDir. */
    public DistributionPlugins.Plugins current() {
        DistributionPlugins.Plugins current =
                Objects.requireNonNull(plugins, "opened when constructed").current();
        tell(current.faults());
        return current;
    }

    private synchronized void tell(List<PluginFault> faults) {
        faults.stream()
                .filter(fault -> !told.contains(fault))
                .forEach(fault -> CatalogLog.LOG.pluginFault(fault.toString()));
        if (faults.isEmpty() && !told.isEmpty()) {
            CatalogLog.LOG.pluginsMended();
        }
        told = faults;
    }
}
