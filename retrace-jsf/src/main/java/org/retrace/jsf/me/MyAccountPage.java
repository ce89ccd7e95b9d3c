// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.me;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.retrace.account.Caller;
import org.retrace.account.Identity;
import org.retrace.account.People;
import org.retrace.account.Person;
import org.retrace.account.token.AccessTokens;
import org.retrace.account.token.NewToken;
import org.retrace.account.token.TokenWish;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.people.IdentityView;
import org.retrace.jsf.people.RoleWords;
import org.retrace.jsf.people.TokenView;
import org.retrace.jsf.task.Spans;

/**
 * The page of whoever asks. A token that was made is in the answer that made it and nowhere else: this bean lives no
 * longer, and the session is not told.
 */
@Named
@RequestScoped
public class MyAccountPage {

    /** Most tokens of which the page tells that count no more. */
    static final int MOST_ENDED = 50;

    private static final int MOST_TEXT = 200;

    @Inject
    private HttpServletRequest request;

    @Inject
    private Caller caller;

    @Inject
    private People people;

    @Inject
    private AccessTokens tokens;

    private @Nullable Identity identity;
    private @Nullable Person person;
    private List<TokenView> rows = List.of();
    private WishView wish = WishView.fresh(Set.of());
    private NewToken.Refused refused = new NewToken.Refused("", "");
    private Optional<NewToken.Made> made = Optional.empty();
    private String objection = "";

    @PostConstruct
    void open() {
        identity = caller.identity().orElseThrow();
        person = people.me();
        wish = request.getParameter("days") == null ? WishView.fresh(me().roles()) : asked();
        list();
    }

    private WishView asked() {
        var roles = request.getParameterValues("role");
        return new WishView(
                parameter("name").strip(),
                parameter("days").strip(),
                roles == null ? Set.of() : Set.copyOf(List.of(roles)),
                me().roles());
    }

    private void list() {
        var now = Clock.systemUTC().instant();
        rows = tokens.mine().stream().map(token -> TokenView.of(token, now)).toList();
    }

    private Identity me() {
        return Objects.requireNonNull(identity);
    }

    private String parameter(String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "").replace('\0', '\uFFFD');
    }

    /** Makes the token that was asked for, or says what is wrong with the wish. */
    public void make() {
        var outcome = tokens.make(new TokenWish(wish.name(), wish.roles(), Duration.ofDays(wish.count())));
        if (outcome instanceof NewToken.Refused no) {
            refused = no;
        } else {
            made = Optional.of((NewToken.Made) outcome);
            wish = WishView.fresh(me().roles());
            list();
        }
    }

    /** Revokes the token that was asked about. */
    public void revoke() throws IOException {
        if (!tokens.revoke(getRevoked().id())) {
            objection = "You have no such token any more.";
            return;
        }
        var context = FacesContext.getCurrentInstance().getExternalContext();
        context.redirect(context.getRequestContextPath() + "/me/account.xhtml?done=revoked");
    }

    /** What people call them. */
    public String getName() {
        return Plain.of(Objects.requireNonNull(person).getDisplayName(), MOST_TEXT);
    }

    /** The name that they signed in by. */
    public String getAccount() {
        return Plain.of(me().name(), MOST_TEXT);
    }

    /** Empty when no provider tells it. */
    public String getMail() {
        return Plain.of(Objects.requireNonNull(person).getMail().orElse(""), MOST_TEXT);
    }

    public String getProvider() {
        return IdentityView.provider(me().issuer());
    }

    /** Exactly when they came for the first time. */
    public String getFirst() {
        return Spans.exact(Objects.requireNonNull(person).getCreatedAt());
    }

    public List<RoleWords> getRoles() {
        return RoleWords.of(me().roles());
    }

    /** Whether the server keeps the account itself. */
    public boolean isEmbedded() {
        return me().issuer().equals(Identity.EMBEDDED);
    }

    /** The tokens that count, and the others if they are asked for. */
    public List<TokenView> getRows() {
        return isAll()
                ? rows.subList(0, Math.min(rows.size(), AccessTokens.MOST_LIVE + MOST_ENDED))
                : rows.stream().filter(TokenView::isLive).toList();
    }

    /** Whether those that count no more are asked for. */
    public boolean isAll() {
        return parameter("tokens").equals("all");
    }

    /** How many tokens count no more. */
    public long getEnded() {
        return rows.stream().filter(row -> !row.isLive()).count();
    }

    public WishView getWish() {
        return wish;
    }

    /** Whether a token was made by this request. */
    public boolean isMade() {
        return made.isPresent();
    }

    /** The text of the token that was just made. */
    public String getText() {
        return made.map(NewToken.Made::text).orElse("");
    }

    public String getMadeName() {
        return made.map(token -> Plain.of(token.token().getName(), MOST_TEXT)).orElse("");
    }

    /** Until when it counts. */
    public String getMadeUntil() {
        return made.map(token -> Spans.exact(token.token().getExpiresAt())).orElse("");
    }

    /** Why no token was made, by what is wrong: name, roles, validDays, or nothing of these; empty when nothing is. */
    public String fault(String field) {
        var reason = refused.reason();
        return reason.isEmpty() || !refused.field().equals(field)
                ? ""
                : reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1) + ".";
    }

    /** The token that is about to be revoked. */
    public TokenView getRevoked() {
        var id = parameter("revoke");
        return rows.stream()
                .filter(row -> row.isLive() && String.valueOf(row.id()).equals(id))
                .findFirst()
                .orElse(TokenView.NONE);
    }

    /** Why it was not revoked; empty when nothing was refused. */
    public String getObjection() {
        return objection;
    }

    /** Whether a token was just revoked. */
    public boolean isDone() {
        return parameter("done").equals("revoked");
    }
}
