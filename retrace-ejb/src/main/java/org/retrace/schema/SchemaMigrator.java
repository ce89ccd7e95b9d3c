// SPDX-License-Identifier: Apache-2.0
package org.retrace.schema;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The one bean that brings the schema up to date, before anything else of the application touches the database: every
 * other {@code @Startup} bean {@code @DependsOn} it. Two servers that start together wait for each other at Flyway's
 * lock in PostgreSQL.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class SchemaMigrator {

    @Resource(lookup = "java:jboss/datasources/RetraceDS")
    private DataSource dataSource;

    /** Applies what is missing; a failure stops the deployment with Flyway's reason. */
    @PostConstruct
    void migrate() {
        Flyway.configure(SchemaMigrator.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .table("schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
