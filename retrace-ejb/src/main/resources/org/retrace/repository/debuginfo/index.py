# SPDX-License-Identifier: Apache-2.0
"""Makes the indexes of the files named in /list, with NULs between them, one after the other.

Each thing that is said goes to the output as it was before gdb could write there: the number of the file in the list
(4 bytes), what it is (1: 0 its index, 1 the index of the file that it shares DWARF with, 2 words that say why there is
none), how long it is (8), and itself; numbers are big endian.
"""

import os
import shutil
import struct

import gdb

INDEX, INDEX_OF_SHARED, WORDS = range(3)
MADE = "/tmp/made"
LINK = "/tmp/file"

output = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)


def tell(number, kind, length, source):
    output.write(struct.pack(">IBQ", number, kind, length))
    shutil.copyfileobj(source, output, 1 << 20)
    output.flush()


def tell_words(number, words):
    data = words.encode("utf-8", "replace")
    output.write(struct.pack(">IBQ", number, WORDS, len(data)) + data)
    output.flush()


def index(number, path):
    # a link, so that no name needs quoting
    os.symlink(path, LINK)
    gdb.execute("file " + LINK, to_string=True)
    gdb.execute("save gdb-index " + MADE, to_string=True)
    own = os.path.basename(path) + b".gdb-index"
    made = os.listdir(os.fsencode(MADE))
    if own not in made:
        # gdb says why on its error stream only
        tell_words(number, "it wrote none")
    for name in made:
        kind = INDEX if name == own else INDEX_OF_SHARED
        with open(os.path.join(os.fsencode(MADE), name), "rb") as source:
            tell(number, kind, os.fstat(source.fileno()).st_size, source)


with open("/list", "rb") as names:
    paths = names.read().split(b"\0")
for number, path in enumerate(paths):
    os.mkdir(MADE)
    try:
        index(number, path)
    except (gdb.error, OSError) as failure:
        tell_words(number, str(failure))
    gdb.execute("file", to_string=True)
    shutil.rmtree(MADE)
    os.unlink(LINK)
