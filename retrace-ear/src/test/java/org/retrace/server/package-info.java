// SPDX-License-Identifier: Apache-2.0
/**
 * The server as code: what wildfly-config lays out, held against the parent POM, and its scripts against their restore
 * twins. Needs wildfly-config/target/server, no running server. Imports {@code java.*} and JUnit.
 */
@NullMarked
package org.retrace.server;

import org.jspecify.annotations.NullMarked;
