// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.VersionSource;

/** The question to the mirrors of a distribution which versions there are, for which nobody waits. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReleaseLook {

    @Inject
    private Distributions distributions;

    /** Asks the mirrors, and tells what they said. */
    @Asynchronous
    public void look(Distribution distribution, Consumer<VersionSource.Found> told) {
        told.accept(distribution.versions().list().find(distributions.catalog().listings()));
    }
}
