// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.people;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrace.account.administration.PeopleOffice;
import org.retrace.account.administration.TokenOffice;
import org.retrace.jsf.frame.Plain;

/**
 * The page of one person. What somebody is about to do stands in its address, and is asked about before it is done; so
 * it is the form's own fields, not the server, that remember it.
 */
@Named
@RequestScoped
public class PersonPage {

    /** Most persons to choose from. */
    static final int CHOICES = 10;

    private static final int MOST_TEXT = 200;

    @Inject
    private HttpServletRequest request;

    @Inject
    private PeopleOffice office;

    @Inject
    private TokenOffice tokenOffice;

    private PersonView person = PersonView.NOBODY;
    private PersonView other = PersonView.NOBODY;
    private List<TokenView> tokens = List.of();
    private List<TokenView> otherTokens = List.of();
    private List<PersonView> choices = List.of();
    private String objection = "";

    @PostConstruct
    void open() {
        var now = Clock.systemUTC().instant();
        person = find("id", now);
        tokens = tokens(person, now);
        if (getDeed().equals("link")) {
            other = find("with", now);
            otherTokens = tokens(other, now);
            choices = choices(now);
        }
    }

    private PersonView find(String name, Instant now) {
        var id = number(name);
        return id.isEmpty()
                ? PersonView.NOBODY
                : office.find(id.getAsLong())
                        .map(row -> PersonView.of(row, now))
                        .orElse(PersonView.NOBODY);
    }

    private List<TokenView> tokens(PersonView owner, Instant now) {
        return tokenOffice.live(owner.id()).stream()
                .map(token -> TokenView.of(token, now))
                .toList();
    }

    private List<PersonView> choices(Instant now) {
        return office.list(getFind(), OptionalLong.empty(), CHOICES + 1).stream()
                .filter(row -> row.person().getId() != person.id())
                .map(row -> PersonView.of(row, now))
                .limit(CHOICES)
                .toList();
    }

    /** Says so when there is no such person. */
    public void look() {
        if (!isKnown()) {
            FacesContext.getCurrentInstance().getExternalContext().setResponseStatus(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /** Does what was asked about. */
    public void act() throws IOException {
        var refused =
                isTyped() ? act(getDeed()) : Optional.of("this is not the name; it has to be typed as it is here");
        if (refused.isPresent()) {
            objection = sentence(refused.get());
            return;
        }
        var context = FacesContext.getCurrentInstance().getExternalContext();
        context.redirect(
                context.getRequestContextPath() + "/people/person.xhtml?id=" + person.id() + "&done=" + getDeed());
    }

    private Optional<String> act(String deed) {
        return switch (deed) {
            case "disable" -> office.disable(person.id());
            case "enable" -> office.enable(person.id());
            case "revoke" -> tokenOffice.revoke(person.id(), number("token").orElse(0));
            case "link" -> office.link(person.id(), other.id());
            default -> Optional.of("there is nothing to do");
        };
    }

    /** Only linking, which nobody takes back, wants a name. */
    private boolean isTyped() {
        return !getDeed().equals("link") || parameter("typed").strip().equals(getWord());
    }

    private static String sentence(String reason) {
        return reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1) + ".";
    }

    private String parameter(String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "").replace('\0', '\uFFFD');
    }

    private OptionalLong number(String name) {
        var text = parameter(name);
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** Whether there is such a person. */
    public boolean isKnown() {
        return person.id() != 0;
    }

    /** What was asked for, fit to be shown. */
    public String getAsked() {
        return Plain.of(parameter("id"), MOST_TEXT);
    }

    public PersonView getPerson() {
        return person;
    }

    /** Their tokens that count. */
    public List<TokenView> getTokens() {
        return tokens;
    }

    /** What somebody is about to do: disable, enable, link or revoke; else anything. */
    public String getDeed() {
        return parameter("do");
    }

    /** Whether it is asked about: it can be done to this person as they are. */
    public boolean isAsking() {
        return isKnown()
                && switch (getDeed()) {
                    case "disable" -> !person.isDisabled();
                    case "enable" -> person.isDisabled();
                    case "revoke" -> getToken().id() != 0;
                    case "link" -> other.id() != 0 && other.id() != person.id();
                    default -> false;
                };
    }

    /** Whether the record to link with is still to be chosen. */
    public boolean isChoosing() {
        return isKnown() && getDeed().equals("link") && !isAsking();
    }

    /** Whose record goes. */
    public PersonView getOther() {
        return other;
    }

    /** How many tokens of theirs count, in words. */
    public String getOtherTokens() {
        return count(otherTokens.size());
    }

    /** How many tokens of this person count, in words. */
    public String getTokenCount() {
        return count(tokens.size());
    }

    private static String count(int tokens) {
        return switch (tokens) {
            case 0 -> "no token that counts";
            case 1 -> "1 token that counts";
            default -> tokens + " tokens that count";
        };
    }

    /** The token that is about to be revoked. */
    public TokenView getToken() {
        var id = number("token");
        return tokens.stream()
                .filter(token -> id.isPresent() && token.id() == id.getAsLong())
                .findFirst()
                .orElse(TokenView.NONE);
    }

    /** What has to be typed; empty when nothing has. */
    public String getWord() {
        return getDeed().equals("link") ? other.name().strip() : "";
    }

    /** How the names begin of those to choose from. */
    public String getFind() {
        return parameter("find").strip();
    }

    public List<PersonView> getChoices() {
        return choices;
    }

    /** Why it was not done; empty when nothing was refused. */
    public String getObjection() {
        return objection;
    }

    /** What was just done, as a sentence; empty when nothing was. */
    public String getDone() {
        return switch (parameter("done")) {
            case "disable" -> person.isDisabled() ? "Nobody gets in as this person any more." : "";
            case "enable" -> person.isDisabled() ? "" : "They may come in again.";
            case "revoke" -> "The token opens nothing any more.";
            case "link" -> "The two records are one now.";
            default -> "";
        };
    }
}
