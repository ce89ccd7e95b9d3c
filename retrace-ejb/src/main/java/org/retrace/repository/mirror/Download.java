// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.retrace.repository.metadata.Checksum;
import org.retrace.repository.metadata.RepositoryPath;

/**
 * A file that is to be fetched, and what it must be. Until it is whole it is called like the target with
 * {@value PartialFile#SUFFIX} behind it; only one may go on at a time for each target.
 *
 * @param target in a directory that exists; replaced at once, at the end
 * @param size in bytes; absent where nobody tells it
 * @param checksum decides whether it is the one
 * @param progress hears ten times a second how many bytes are there; called by several threads, one at a time
 */
public record Download(RepositoryPath path, Path target, OptionalLong size, Checksum checksum, LongConsumer progress) {}
