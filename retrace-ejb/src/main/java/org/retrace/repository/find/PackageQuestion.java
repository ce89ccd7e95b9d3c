// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.find;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.retrace.repository.PathForm;

/**
 * The question for one page of packages.
 *
 * @param sql a native query; {@code :most} is open
 */
record PackageQuestion(String sql, Map<String, Object> parameters) {

    /** Goes behind every text that begins alike, in collation C. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    /** Most dashes of a text behind which a version is looked for. */
    private static final int MOST_DASHES = 20;

    private static final String COLUMNS =
            """
            p.id, p.name, p.epoch, p.version, p.release, p.arch, p.file, p.size_bytes,
            (select r.release from package_repository r where r.id = p.repository_id),
            (select r.name from package_repository r where r.id = p.repository_id)
            """;

    private static final String BY_NAME = "select " + COLUMNS
            + """
            , p.name, cast(null as text) from binary_package p
             where p.name collate "C" >= :from and p.name collate "C" < :to
               and (p.name collate "C", p.id) > (:key, :id)
             order by p.name collate "C", p.id limit :most
            """;

    private static final String BY_VERSION = "select " + COLUMNS
            + """
            , p.name, cast(null as text) from binary_package p
             where p.name collate "C" = any (string_to_array(:names, chr(10)) collate "C")
               and (starts_with(p.version || '-' || p.release || '.' || p.arch, substr(:text, length(p.name) + 2))
                    or starts_with(p.epoch || ':' || p.version || '-' || p.release || '.' || p.arch,
                                   substr(:text, length(p.name) + 2)))
               and (p.name collate "C", p.id) > (:key, :id)
             order by p.name collate "C", p.id limit :most
            """;

    private static final String BY_BUILD_ID = "select " + COLUMNS
            + """
            , b.hex, b.path
              from (select encode(build_id, 'hex') collate "C" hex, package_id, min(path) path
                      from package_build_id
                     where encode(build_id, 'hex') collate "C" >= greatest(:from, :key)
                       and encode(build_id, 'hex') collate "C" < :to
                       and (encode(build_id, 'hex') collate "C", package_id) > (:key, :id)
                     group by 1, 2 order by 1, 2 limit :most) b
              join binary_package p on p.id = b.package_id
             order by b.hex, p.id
            """;

    /** Those with one path are few, and found before they are put in order. */
    private static final String BY_PATH = "with f as materialized (select distinct package_id from package_file"
            + " where path = :path) select " + COLUMNS
            + """
            , '', cast(:path as text) from f join binary_package p on p.id = f.package_id
             where p.id > :id order by p.id limit :most
            """;

    static PackageQuestion of(PackageBy by, String text, PackagePlace after) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", after.id());
        if (by != PackageBy.PATH) {
            parameters.put("key", after.key());
        }
        return switch (by) {
            case NAME -> new PackageQuestion(BY_NAME, range(text, parameters));
            case BUILD_ID -> new PackageQuestion(BY_BUILD_ID, range(text.toLowerCase(Locale.ROOT), parameters));
            case VERSION -> {
                parameters.put("text", text);
                parameters.put("names", names(text));
                yield new PackageQuestion(BY_VERSION, parameters);
            }
            case PATH -> {
                parameters.put("path", PathForm.merged(text));
                yield new PackageQuestion(BY_PATH, parameters);
            }
        };
    }

    private static Map<String, Object> range(String start, Map<String, Object> parameters) {
        parameters.put("from", start);
        parameters.put("to", start + LAST);
        return parameters;
    }

    /** What stands before each dash, a line each: any of it may be the name. */
    private static String names(String text) {
        return IntStream.range(1, text.length())
                .filter(i -> text.charAt(i) == '-')
                .limit(MOST_DASHES)
                .mapToObj(i -> text.substring(0, i))
                .collect(Collectors.joining("\n"));
    }
}
