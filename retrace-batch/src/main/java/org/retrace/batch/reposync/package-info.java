// SPDX-License-Identifier: Apache-2.0
/**
 * The job {@code reposync}: brings the repositories of a release up to date. A job is one run and never restarted: what
 * was cut off is gone on with by another run, which finds in the files and in the index what is here.
 */
@NullMarked
package org.retrace.batch.reposync;

import org.jspecify.annotations.NullMarked;
