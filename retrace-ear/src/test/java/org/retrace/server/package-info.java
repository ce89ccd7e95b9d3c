// SPDX-License-Identifier: Apache-2.0
/**
 * The server as code: what wildfly-config lays out, held against the parent POM, and its scripts against their restore
 * twins. Needs wildfly-config/target/server; SecureStartIT starts a server of its own. Imports {@code java.*}, JUnit
 * and what starts servers.
 */
@NullMarked
package org.retrace.server;

import org.jspecify.annotations.NullMarked;
