// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.repository.distribution.plugin.DistributionPlugins;
import org.retrace.repository.distribution.plugin.PluginFault;
import org.retrace.repository.mirror.TransferRules;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;

/** The distributions in force; ask each time, and a plugin that was changed counts. Its faults are logged once each. */
@ApplicationScoped
public class Distributions {

    /** Somebody may wait for the answer. */
    private static final TransferRules LOOKING = new TransferRules(
            Duration.ofSeconds(10),
            TransferRules.USUAL.leastBytesPerSecond(),
            TransferRules.USUAL.mostBytes(),
            Optional.empty());

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

    /** The releases that there are now. */
    public ReleaseCatalog catalog() {
        RetraceSettings now = settings.current();
        TransferRules rules = LOOKING.through(now.network().outgoingProxy());
        return new ReleaseCatalog(
                current(), new MirrorListing(rules), now.access().requireGpgCheck());
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
