// SPDX-License-Identifier: Apache-2.0
/** The pages of people, for administrators, and the words for roles, identities and tokens. Holds no query. */
@NullMarked
package org.retrace.jsf.people;

import org.jspecify.annotations.NullMarked;
