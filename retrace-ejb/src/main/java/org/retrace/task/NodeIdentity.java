// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;

/**
 * Who this server is in claims: its node name, and a boot id that no earlier or later start of it shares, so that a
 * claim of an earlier boot is known to be dead.
 */
@ApplicationScoped
public class NodeIdentity {

    private String node = "";
    private String owner = "";

    @PostConstruct
    void read() {
        node = Objects.requireNonNullElse(System.getProperty("jboss.node.name"), "retrace");
        owner = node + "/" + UUID.randomUUID();
    }

    /** The node's name, the same after a restart. */
    public String node() {
        return node;
    }

    /** Node name, a slash, boot id. */
    public String owner() {
        return owner;
    }
}
