// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.me;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.retrace.jsf.people.RoleWords;

/**
 * The form for a new token, as somebody filled it in.
 *
 * @param days as it was written
 * @param roles that were chosen
 * @param mine roles to choose from
 */
public record WishView(String name, String days, Set<String> roles, Set<String> mine) {

    private static final int USUAL_DAYS = 90;

    /**
     * One role to choose.
     *
     * @param chosen an attribute of the field: left out when it is null
     */
    public record Choice(RoleWords role, @Nullable String chosen) {}

    /** Takes its own copies. */
    public WishView {
        roles = Set.copyOf(roles);
        mine = Set.copyOf(mine);
    }

    /** Before anything is filled in: the role that may least. */
    static WishView fresh(Collection<String> mine) {
        var all = RoleWords.of(mine);
        var least = all.isEmpty()
                ? Set.<String>of()
                : Set.of(all.get(all.size() - 1).name());
        return new WishView("", String.valueOf(USUAL_DAYS), least, Set.copyOf(mine));
    }

    /** The roles, the mightiest first. */
    public List<Choice> choices() {
        return RoleWords.of(mine).stream()
                .map(role -> new Choice(role, roles.contains(role.name()) ? "checked" : null))
                .toList();
    }

    /** How many days; 0 when it is no number. */
    int count() {
        return days.matches("[0-9]{1,5}") ? Integer.parseInt(days) : 0;
    }
}
