// SPDX-License-Identifier: Apache-2.0
/**
 * The shipped distribution with its accounts at a real Keycloak, which has the shipped realm: in a real browser and by
 * HTTP. {@link KeycloakServer} gives a test class both, and a browser; {@link Realm} is what Keycloak's administrator
 * does.
 */
@NullMarked
package org.retrace.keycloak;

import org.jspecify.annotations.NullMarked;
