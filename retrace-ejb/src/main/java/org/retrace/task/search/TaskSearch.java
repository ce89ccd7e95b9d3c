// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.search;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.retrace.elf.BuildId;
import org.retrace.repository.IndexedFile;
import org.retrace.repository.PackageIndex;
import org.retrace.task.list.SignatureKey;

/**
 * Finds names by their beginning, a kind of names at a time; those of tasks among the tasks of one person, or of all.
 */
@Stateless
public class TaskSearch {

    /** Most names of a kind that are shown. */
    public static final int SHOWN = 10;

    /** Most tasks of a name that are counted. */
    public static final int COUNTED = 100;

    /** Most characters of a signature by whose beginning it is found. */
    private static final int SIGNATURE_START = 200;

    /** Goes behind every text that begins alike, in collation C. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private PackageIndex index;

    /** Build-ids of modules of crashes, and of files of packages. */
    public Hits buildIds(String start, OptionalLong owner) {
        TreeMap<String, Hit> found = new TreeMap<>();
        scan(Scan.BUILD_IDS_OF_PACKAGES, start).forEach(hit -> found.put(hit.text(), hit));
        ofTasks(Scan.BUILD_IDS_OF_TASKS, OwnScan.BUILD_IDS, start, owner).forEach(hit -> found.put(hit.text(), hit));
        List<BuildId> shown = found.keySet().stream()
                .limit(SHOWN)
                .flatMap(hex -> BuildId.parse(hex).stream())
                .toList();
        Map<BuildId, List<IndexedFile>> files = index.find(shown);
        return Hits.first(
                found.values().stream().map(hit -> withPackages(hit, files)).toList());
    }

    /** With the packages that hold a file of that build-id. */
    private static Hit withPackages(Hit hit, Map<BuildId, List<IndexedFile>> files) {
        Stream<String> packages = BuildId.parse(hit.text()).stream()
                .flatMap(id -> files.getOrDefault(id, List.of()).stream())
                .map(file -> file.pkg().nevra())
                .distinct()
                .sorted();
        String about = Stream.concat(Stream.of(hit.about()), packages)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return new Hit(hit.text(), about, hit.tasks());
    }

    /** Names of packages that crashed or are indexed; then those with their versions. */
    public Hits packages(String start, OptionalLong owner) {
        TreeMap<String, Hit> found = new TreeMap<>();
        scan(Scan.PACKAGES_OF_INDEX, start).forEach(hit -> found.put(hit.text(), hit));
        ofTasks(Scan.PACKAGES_OF_TASKS, OwnScan.PACKAGES, start, owner)
                .forEach(hit -> found.merge(hit.text(), hit, TaskSearch::both));
        List<Hit> hits = new ArrayList<>(found.values());
        return Hits.first(hits.isEmpty() ? ofTasks(Scan.VERSIONS, OwnScan.VERSIONS, start, owner) : hits);
    }

    private static Hit both(Hit ofIndex, Hit ofTasks) {
        return new Hit(ofTasks.text(), ofIndex.about(), ofTasks.tasks());
    }

    /** Functions of crashed threads. */
    public Hits functions(String start, OptionalLong owner) {
        return Hits.first(ofTasks(Scan.FUNCTIONS, OwnScan.FUNCTIONS, start, owner));
    }

    /** Signatures; of a long text the one that is equal to it. */
    public Hits signatures(String start, OptionalLong owner) {
        List<Hit> found = start.length() > SIGNATURE_START
                ? signature(start, owner)
                : ofTasks(Scan.SIGNATURES, OwnScan.SIGNATURES, start, owner);
        return Hits.first(
                found.stream().map(hit -> new Hit(hit.about(), "", hit.tasks())).toList());
    }

    private List<Hit> signature(String text, OptionalLong owner) {
        String which =
                "from retrace_task where md5(signature) = :key" + (owner.isPresent() ? " and owner_id = :owner" : "");
        Query query = entities.createNativeQuery("select '', signature, (select count(*) from (select 1 " + which
                        + " limit :counted) counted) " + which + " limit 1")
                .setParameter("key", SignatureKey.of(text))
                .setParameter("counted", COUNTED + 1);
        owner.ifPresent(person -> query.setParameter("owner", person));
        return hits(query);
    }

    private List<Hit> ofTasks(Scan ofAll, OwnScan ofOne, String start, OptionalLong owner) {
        if (owner.isEmpty()) {
            return scan(ofAll, start);
        }
        return hits(entities.createNativeQuery(ofOne.sql())
                .setParameter("owner", owner.getAsLong())
                .setParameter("from", start)
                .setParameter("to", start + LAST));
    }

    private List<Hit> scan(Scan scan, String start) {
        return hits(entities.createNativeQuery(scan.sql())
                .setParameter("from", start)
                .setParameter("to", start + LAST));
    }

    private static List<Hit> hits(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(row -> hit((Object[]) row)).toList();
    }

    private static Hit hit(Object[] row) {
        return new Hit((String) row[0], row[1] == null ? "" : (String) row[1], ((Number) row[2]).intValue());
    }
}
