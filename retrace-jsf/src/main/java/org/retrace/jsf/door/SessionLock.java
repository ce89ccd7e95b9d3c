// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.door;

import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.Serializable;
import java.time.Duration;

/**
 * What requests of one session wait for when they must not run side by side. Each session has one from its beginning,
 * when it is a stranger's, and is kept for a short time only.
 */
@WebListener
public class SessionLock implements HttpSessionListener {

    /** For somebody to fill in the form and be led to the page that they asked for. */
    private static final Duration STRANGERS = Duration.ofMinutes(5);

    /** What is waited for. */
    private static final class Lock implements Serializable {
        private static final long serialVersionUID = 1;
    }

    static Object of(HttpSession session) {
        var lock = session.getAttribute(SessionLock.class.getName());
        return lock == null ? session : lock;
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        var session = event.getSession();
        session.setAttribute(SessionLock.class.getName(), new Lock());
        session.setMaxInactiveInterval((int) STRANGERS.toSeconds());
    }
}
