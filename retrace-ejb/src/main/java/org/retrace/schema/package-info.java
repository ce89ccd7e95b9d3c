// SPDX-License-Identifier: Apache-2.0
/**
 * The database schema as versioned migrations ({@code db/migration}, Flyway). Everything that touches the database at
 * start depends on {@link org.retrace.schema.SchemaMigrator}.
 */
@NullMarked
package org.retrace.schema;

import org.jspecify.annotations.NullMarked;
