// SPDX-License-Identifier: Apache-2.0
package org.retrace.schema;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.Transaction;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;

/** An empty database with the schema, and an entity manager on it for beans that are tested without a container. */
public final class TestDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final SessionFactory sessions;
    private final Session session;

    private TestDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        sessions = sessions(postgres.dataSource(), List.of());
        session = sessions.openSession();
    }

    public static TestDatabase start() throws IOException, InterruptedException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Flyway.configure()
                .dataSource(postgres.dataSource())
                .locations("classpath:db/migration")
                .table("schema_history")
                .load()
                .migrate();
        return new TestDatabase(postgres);
    }

    /** What maps entities; refuses a mapping that the schema does not have. */
    static SessionFactory sessions(DataSource dataSource, List<Class<?>> entities) {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder()
                .applySettings(Map.of(
                        "jakarta.persistence.nonJtaDataSource",
                        dataSource,
                        "hibernate.hbm2ddl.auto",
                        "validate",
                        "hibernate.type.json_format_mapper",
                        new NoJson(),
                        "hibernate.jdbc.time_zone",
                        "UTC"))
                .build();
        MetadataSources sources = new MetadataSources(registry);
        entities.forEach(sources::addAnnotatedClass);
        try {
            return sources.buildMetadata().buildSessionFactory();
        } catch (RuntimeException e) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw e;
        }
    }

    /** In place of the one that would look for a JSON library: no column is JSON. */
    private static final class NoJson implements FormatMapper {
        @Override
        public <T> T fromString(CharSequence text, JavaType<T> type, WrapperOptions options) {
            throw new UnsupportedOperationException(type.getTypeName());
        }

        @Override
        public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
            throw new UnsupportedOperationException(type.getTypeName());
        }
    }

    public DataSource dataSource() {
        return postgres.dataSource();
    }

    public EntityManager entities() {
        return session;
    }

    /** What the work gives, in a transaction of its own. */
    public <T> T transaction(Supplier<T> work) {
        Transaction transaction = session.beginTransaction();
        try {
            T result = work.get();
            transaction.commit();
            return result;
        } finally {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        }
    }

    /** Changes rows, as somebody else would. */
    public void sql(String statement) {
        transaction(() -> session.createNativeMutationQuery(statement).executeUpdate());
    }

    /** Gives a bean what the container would. */
    public static <T> T inject(T bean, String field, Object value) throws ReflectiveOperationException {
        Field declared = bean.getClass().getDeclaredField(field);
        declared.setAccessible(true);
        declared.set(bean, value);
        return bean;
    }

    @Override
    public void close() throws IOException {
        session.close();
        sessions.close();
        postgres.close();
    }
}
