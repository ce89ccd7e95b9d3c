// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** Which upload came with which Idempotency-Key; kept as long as its task. */
@Stateless
public class UploadKeys {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /**
     * An upload that may be repeated.
     *
     * @param key SHA-256 of the client's key, in hex
     * @param content the same of the bytes that came with it: who does not have them is told nothing of the task
     */
    public record Keyed(String key, String content) {}

    /**
     * The task that an upload with a key became.
     *
     * @param taskId the task
     * @param upload what came with the key
     */
    public record Known(long taskId, Keyed upload) {}

    /** The task of a key; empty when nobody used it, or its task is gone. */
    public Optional<Known> find(String key) {
        List<?> rows = entities.createNativeQuery("select task_id, content from upload_key where key = :key")
                .setParameter("key", key)
                .getResultList();
        return rows.stream().findFirst().map(row -> {
            Object[] columns = (Object[]) row;
            return new Known(((Number) columns[0]).longValue(), new Keyed(key, (String) columns[1]));
        });
    }

    /**
     * Binds a key to a task in the transaction that makes the task.
     *
     * @return false when another upload has it
     */
    public boolean bind(Keyed upload, long taskId) {
        entities.flush();
        return entities.createNativeQuery(
                                """
                                insert into upload_key (key, content, task_id)
                                values (:key, :content, :task) on conflict do nothing
                                """)
                        .setParameter("key", upload.key())
                        .setParameter("content", upload.content())
                        .setParameter("task", taskId)
                        .executeUpdate()
                == 1;
    }
}
