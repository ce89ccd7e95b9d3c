// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.schema.ManyTasks;

/** Pages of packages with 60,000 of them: what is on them, and how little PostgreSQL looks at for them. */
@ExtendWith(ManyTasks.class)
class PackageQuestionTest {

    private static final int ROWS = 50;

    /** Fifty rows, each found through an index of a few levels, with room. */
    private static final int FEW_PAGES = 800;

    private static final String COLUMNS =
            "(id, name, epoch, version, release, arch, file, bytes, r_release, r_name, sort_key, path)";

    private final ManyTasks.Database database;

    PackageQuestionTest(ManyTasks.Database database) {
        this.database = database;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "NAME, crust, '', 0",
        "NAME, crust, crust-2, 30000",
        "NAME, crust-2999, '', 0",
        "NAME, nothing, '', 0",
        "NAME, '', '', 0",
        "VERSION, crust-17-1.1, '', 0",
        "VERSION, crust-17-0:1.1, '', 0",
        "VERSION, ----------, '', 0",
        "BUILD_ID, 0, '', 0",
        "BUILD_ID, abcdef, '', 0",
        "BUILD_ID, a, abcdef, 7",
        "PATH, /usr/bin/crust17, '', 0",
        "PATH, /bin/crust17, '', 30000",
        "PATH, /nowhere, '', 0",
    })
    void looksAtLittleForAPage(PackageBy by, String text, String key, long id) throws SQLException {
        var question = PackageQuestion.of(by, text, new PackagePlace(key, id));
        var plan = database.explain(question.sql(), parameters(question, ROWS));
        assertThat(plan.pages()).as(plan.text()).isPositive().isLessThan(FEW_PAGES);
        assertThat(plan.text()).doesNotContain("Seq Scan on binary", "Seq Scan on package_b", "Seq Scan on package_f");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"NAME, crust-1", "BUILD_ID, a", "PATH, /usr/bin/crust17", "VERSION, crust-17-1"})
    void pagesFollowEachOtherWithoutGapOrOverlap(PackageBy by, String text) throws SQLException {
        var all = ids(by, text, PackagePlace.FIRST, 6);
        var question = PackageQuestion.of(by, text, PackagePlace.FIRST);
        var keys = database.ask("select sort_key from (" + question.sql() + ") f" + COLUMNS, parameters(question, 3));
        var last = by == PackageBy.PATH ? "" : String.valueOf(keys.get(2));
        assertThat(ids(by, text, new PackagePlace(last, all.get(2)), 3)).containsExactlyElementsOf(all.subList(3, 6));
    }

    @Test
    void findsWhatIsAskedForAlone() throws SQLException {
        assertThat(ids(PackageBy.NAME, "crust-2999", PackagePlace.FIRST, 99)).hasSize(20);
        assertThat(ids(PackageBy.VERSION, "crust-17-1.1", PackagePlace.FIRST, 99))
                .hasSize(11); // 1.1, 1.10 to 1.19
        assertThat(ids(PackageBy.VERSION, "crust-17-0:1.10-1.x86_64", PackagePlace.FIRST, 99))
                .hasSize(1);
        assertThat(ids(PackageBy.PATH, "/bin/crust17", PackagePlace.FIRST, 99)).hasSize(20);
        assertThat(ids(PackageBy.PATH, "/usr/bin/crust", PackagePlace.FIRST, 99))
                .isEmpty();
        assertThat(ids(PackageBy.NAME, "Crust", PackagePlace.FIRST, 99)).isEmpty();
    }

    @Test
    void findsEveryPackageOfABuildId() throws SQLException {
        var hex = database.ask("select md5('crust7')", Map.of()).get(0).toString();
        assertThat(ids(PackageBy.BUILD_ID, hex, PackagePlace.FIRST, 9)).containsExactly(14L, 15L);
        assertThat(ids(PackageBy.BUILD_ID, hex.substring(0, 12), new PackagePlace(hex, 14), 9))
                .containsExactly(15L);
    }

    private List<Long> ids(PackageBy by, String text, PackagePlace after, int most) throws SQLException {
        var question = PackageQuestion.of(by, text, after);
        return database.ask(question.sql(), parameters(question, most)).stream()
                .map(id -> ((Number) id).longValue())
                .toList();
    }

    private static Map<String, Object> parameters(PackageQuestion question, int most) {
        var parameters = new HashMap<>(question.parameters());
        parameters.put("most", most);
        return parameters;
    }
}
