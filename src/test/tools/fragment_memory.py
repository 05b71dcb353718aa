#!/usr/bin/env python3
"""Fragments this machine's free memory for real, and keeps it so until standard input ends.

    fragment_memory.py DIRECTORY MIB FLOOR_MIB

takes MIB of anonymous memory and MIB of page cache in turns, a page at a time, and gives the anonymous half back: what is free
then lies in single pages between pages of cache. A drop of caches heals it, compaction alone does not. The cache is that of a
sparse file in DIRECTORY that has no name, so nothing is left when this process ends, however it ends.

Prints one line, "fragmented" or "cannot: REASON". Never takes the available memory below FLOOR_MIB.
"""

import mmap
import os
import sys
import tempfile
import time

MIB = 1 << 20
STEP_BYTES = 64 * MIB
SETTLE_SECONDS = 3


class Cannot(Exception):
    pass


def meminfo_bytes(name):
    with open("/proc/meminfo") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name + ":"))


def single_pages(size):
    memory = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    try:
        memory.madvise(mmap.MADV_NOHUGEPAGE)
    except OSError:
        pass  # A kernel without huge pages does not know the advice.
    return memory


def fragment(cache, size, floor, parent):
    os.ftruncate(cache, size)
    # Without read-ahead: each read takes one page.
    os.posix_fadvise(cache, 0, 0, os.POSIX_FADV_RANDOM)
    cached_before = meminfo_bytes("Cached")
    memory = single_pages(size)
    page = bytearray(mmap.PAGESIZE)
    cpus = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cpus[0]})
    for offset in range(0, size, mmap.PAGESIZE):
        if offset % STEP_BYTES == 0:
            if os.getppid() != parent:
                sys.exit(1)
            if meminfo_bytes("MemAvailable") - 2 * STEP_BYTES < floor:
                raise Cannot("available memory fell to %d MiB on the way" % (meminfo_bytes("MemAvailable") // MIB))
        memory[offset] = 1
        os.preadv(cache, [page], offset)
    grown = meminfo_bytes("Cached") - cached_before
    if grown < size // 2:
        raise Cannot("reading %d MiB of a sparse file left %d MiB in the page cache: tmpfs, or a memory limit?"
                     % (size // MIB, grown // MIB))
    # What a CPU has allocated much, it keeps when freed: in a list of its own, which /proc/buddyinfo does not count, of up to an
    # eighth of the zone. So another CPU frees it, whose list is short.
    os.sched_setaffinity(0, {cpus[-1]})
    memory.close()
    time.sleep(SETTLE_SECONDS)


def main():
    directory, size, floor = sys.argv[1], int(sys.argv[2]) * MIB, int(sys.argv[3]) * MIB
    parent = os.getppid()
    # Should memory run out all the same, this process is to be the first to go.
    with open("/proc/self/oom_score_adj", "w") as score:
        score.write("1000")
    with tempfile.TemporaryFile(dir=directory, buffering=0) as cache:
        try:
            fragment(cache.fileno(), size, floor, parent)
        except Cannot as reason:
            print("cannot: %s" % reason, flush=True)
            return
        print("fragmented", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
