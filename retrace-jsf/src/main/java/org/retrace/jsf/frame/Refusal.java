// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import jakarta.servlet.ServletRequest;

/** Why somebody does not get what they asked for, as the page with the status 403 says it. */
public enum Refusal {
    ROLE(
            "This is not for your role",
            "You are signed in as %s, but none of your roles may open this page.",
            "Ask an administrator for a role, or sign out and sign in as somebody else."),
    STRANGER(
            "This is not for your role",
            "You were not let in, or nobody may open this page.",
            "If you have just signed in, try again; if it stays like this, tell an administrator: the server’s log"
                    + " says why."),
    DISABLED(
            "Your account is disabled",
            "An administrator has disabled it, and your session has ended.",
            "Ask an administrator to enable it, or sign in as somebody else."),
    FORGED(
            "That came from another site",
            "Your browser says that a page of another site sent this. Nothing was done.",
            "If it is what you want, do it here."),
    PLAIN_HTTP(
            "By HTTPS only",
            "This server is not to be asked by plain HTTP: what you send could be read on the way.",
            "Put https:// before its address.");

    private static final String WAY_OUT = Refusal.class.getName() + ".wayOut";

    private final String title;
    private final String sentence;
    private final String advice;

    Refusal(String title, String sentence, String advice) {
        this.title = title;
        this.sentence = sentence;
        this.advice = advice;
    }

    /**
     * Lets the page of this request say so.
     *
     * @param wayOut an address for whoever wants to be somebody else; empty for none
     */
    public void tell(ServletRequest request, String wayOut) {
        request.setAttribute(Refusal.class.getName(), this);
        request.setAttribute(WAY_OUT, wayOut);
    }

    /** Whether it was settled that this request gets nothing. */
    public static boolean isTold(ServletRequest request) {
        return request.getAttribute(Refusal.class.getName()) != null;
    }

    /** What a request was told, or else what follows from who asks. */
    static Refusal of(ServletRequest request, boolean signedIn) {
        return request.getAttribute(Refusal.class.getName()) instanceof Refusal told
                ? told
                : signedIn ? ROLE : STRANGER;
    }

    static String wayOut(ServletRequest request) {
        return request.getAttribute(WAY_OUT) instanceof String address ? address : "";
    }

    public String getTitle() {
        return title;
    }

    /** What is the matter. */
    String sentence(String name) {
        return sentence.formatted(name);
    }

    /** Whether there is more here for whoever asked. */
    public boolean isOnward() {
        return this != PLAIN_HTTP;
    }

    /** What one can do. */
    public String getAdvice() {
        return advice;
    }
}
