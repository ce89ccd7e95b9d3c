// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.io.IOException;

/** Takes what a reader finds, one after the other; counts for nothing until the reader has come to its end. */
@FunctionalInterface
public interface MetadataConsumer<T> {

    /**
     * Takes one more.
     *
     * @throws IOException when it cannot be kept; the reader stops there
     */
    void accept(T found) throws IOException;
}
