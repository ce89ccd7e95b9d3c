// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

/**
 * One thread of the crashed process, from its NT_PRSTATUS.
 *
 * @param lwp the kernel's thread id
 * @param signal the signal it was stopped by; 0 for none
 */
public record CoreThread(int lwp, int signal) {}
