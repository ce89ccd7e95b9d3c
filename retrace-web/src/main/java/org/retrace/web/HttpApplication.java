// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** All HTTP interfaces, from the server's root. */
@ApplicationPath("/")
public class HttpApplication extends Application {}
