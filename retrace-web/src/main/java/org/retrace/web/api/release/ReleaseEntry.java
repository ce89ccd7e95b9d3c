// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.release;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * A release that can be brought here, or is here.
 *
 * @param release its name: distribution, version, architecture
 * @param kept whether its packages are brought here
 */
@JsonbPropertyOrder({"release", "distribution", "version", "architecture", "kept"})
public record ReleaseEntry(String release, String distribution, String version, String architecture, boolean kept) {}
