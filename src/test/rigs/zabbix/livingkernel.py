"""A recorded kernel with every figure there is, that fragments, recovers, loses zones and controls on command."""
import os
import re
import shutil
import time

from recordedkernel import CURED, FAILING, LOG, RECORDINGS, RecordedKernel

RECORDING = 'recorded-1-healthy'
# Of the incident only the memory is taken: its old kernel counted less.
MEMORY = ('buddyinfo', 'zoneinfo', 'meminfo')
STALLS_PER_SECOND = 10
# What a compaction of all zones counts.
COMPACTED = {'compact_migrate_scanned': 3900000, 'compact_free_scanned': 5200000, 'compact_isolated': 2600000,
             'pgmigrate_success': 1300000}
# And a drop, by what is written to drop_caches: page cache, dentries and inodes, both.
DROPPED = {'1': {'drop_pagecache': 1}, '2': {'drop_slab': 1}, '3': {'drop_pagecache': 1, 'drop_slab': 1}}


class LivingKernel(RecordedKernel):
    def __init__(self, folder):
        super().__init__(folder, RECORDING)
        self._failing = False
        self._stalls = 0
        self._without_zone = None
        self._become(CURED)

    def fragments(self, demand_fails):
        self._become(FAILING)
        self._failing = demand_fails

    def recovers(self):
        self._become(CURED)
        self._failing = False

    def compacts_in_vain(self, failing):
        """Memory is well, but each task that compacts gets nothing."""
        self._failing = failing

    def loses_zone(self, zone):
        """None: has all of them again."""
        self._without_zone = zone
        self._become(CURED)

    def loses_buddyinfo(self):
        os.remove(self._figure('buddyinfo'))

    def loses_log(self):
        """An agent that is started then has none to read."""
        os.remove(self.folder + LOG)

    def has_log_again(self):
        self._write(self.folder + LOG, '')

    def loses_controls(self):
        for control in self._all_controls():
            os.rename(control, control + '.lost')

    def has_controls_again(self):
        for control in self._all_controls():
            os.rename(control + '.lost', control)

    def breaks_compaction(self):
        """A write to it fails from now on."""
        os.remove(self._compaction())
        os.mkdir(self._compaction())

    def mends_compaction(self):
        shutil.rmtree(self._compaction())
        self._write(self._compaction(), '')

    def _compaction(self):
        return os.path.join(self.folder, 'proc/sys/vm/compact_memory')

    def _all_controls(self):
        return self._controls + [self._drop_caches()]

    def _drop_caches(self):
        return os.path.join(self.folder, 'proc/sys/vm/drop_caches')

    def _live(self):
        counted = time.monotonic()
        # As good as at once: an agent that has written to a control looks what it brought.
        while not self._ended.wait(0.01):
            elapsed = time.monotonic() - counted
            if elapsed > 0.1:
                counted += elapsed
                self._count(elapsed)
            for control in self._controls:
                if self._taken(control) == '1':
                    self._add(COMPACTED)
                    self.compacted_at = time.time()
                    self.recovers()
            self._add(DROPPED.get(self._taken(self._drop_caches()), {}))

    def _taken(self, control):
        """What was written to it, once."""
        try:
            written = self._read(control).strip()
        except (FileNotFoundError, IsADirectoryError):
            # Lost, or broken.
            return ''
        if written:
            self._write(control, '')
        return written

    def _count(self, seconds):
        if not self._failing:
            return
        self._stalls += STALLS_PER_SECOND * seconds
        text = self._read(self._figure('vmstat'))
        for counter in ('compact_stall', 'compact_fail'):
            text = re.sub(counter + ' [0-9]+', '%s %d' % (counter, self._stalls), text)
        self._write(self._figure('vmstat'), text)

    def _add(self, counts):
        if not counts:
            return
        text = self._read(self._figure('vmstat'))
        for counter, count in counts.items():
            text = re.sub('(?m)^%s ([0-9]+)' % counter, lambda line: '%s %d' % (counter, int(line.group(1)) + count), text)
        self._write(self._figure('vmstat'), text)

    def _become(self, recording):
        for name in MEMORY:
            text = self._read(os.path.join(RECORDINGS, recording, 'proc', name))
            if name == 'buddyinfo' and self._without_zone:
                text = ''.join(line for line in text.splitlines(True) if not re.search(r'zone +%s ' % self._without_zone, line))
            self._write(self._figure(name), text)
