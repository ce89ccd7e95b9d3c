// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.help;

/**
 * One document of the handbook.
 *
 * @param name its file below {@code docs}, without {@code .md}
 * @param title its first heading, as text
 * @param html what follows, without any markup that the document did not write as Markdown
 */
record Chapter(String name, String title, String html) {}
