// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who this server is in claims: its node name, and a boot id that no earlier or later start of it shares, so that a
 * claim of an earlier boot is known to be dead.
 */
@ApplicationScoped
public class NodeIdentity {

    private final String node;
    private final String owner;

    /** A new boot of the node that WildFly says this is. */
    public NodeIdentity() {
        this(Objects.requireNonNullElse(System.getProperty("jboss.node.name"), "retrace"));
    }

    /** A new boot of a node. */
    public NodeIdentity(String node) {
        this.node = node;
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

    /** The owner as part of a file name, with a hyphen behind it. */
    public String mark() {
        return owner.replace('/', '_') + "-";
    }

    /** Whether what bears this mark was left behind by an earlier start of this server. */
    public boolean isOfEarlierBoot(String mark) {
        return mark.matches(Pattern.quote(node) + "_[0-9a-f-]{36}-.*") && !mark.startsWith(mark());
    }
}
