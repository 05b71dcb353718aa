"""A recorded kernel that fragments and recovers on command, for an agent's kernel.root."""
import os
import re
import shutil
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
RECORDINGS = os.path.join(HERE, os.pardir, os.pardir, 'resources', 'kernel')
FAILING = 'incident-1-failing'
CURED = 'incident-3-after-compaction'
# The line of the incident; its time stamp is the moment's, as a syslog daemon writes it.
FAILURE = '%b %e %H:%M:%S server1 kernel: : [69229257.683658] xenwatch: page allocation failure. order:4, mode:0xd0\n'
LOG = '/var/log/messages'
FIGURES = ('buddyinfo', 'zoneinfo', 'meminfo', 'vmstat')


class RecordedKernel:
    """Once fragmented it recovers when somebody compacts, and not before."""

    def __init__(self, folder, recording=CURED):
        self.folder = folder
        self.compacted_at = None
        self._demand_fails = False
        self._failures = 0
        self._ended = threading.Event()
        shutil.copytree(os.path.join(RECORDINGS, recording), folder)
        self._controls = [os.path.join(folder, control) for control in
                          ('proc/sys/vm/compact_memory', 'sys/devices/system/node/node0/compact')]
        for control in self._controls:
            self._write(control, '')
        os.makedirs(os.path.dirname(folder + LOG))
        self._write(folder + LOG, '')

    def __enter__(self):
        threading.Thread(target=self._live, daemon=True).start()
        return self

    def __exit__(self, *error):
        self._ended.set()

    def fragments(self, demand_fails):
        """demand_fails: tasks compact in vain from now on."""
        self._become(FAILING)
        self._demand_fails = demand_fails

    def logs_a_failed_allocation(self):
        with open(self.folder + LOG, 'a') as log:
            log.write(time.strftime(FAILURE))

    def _live(self):
        while not self._ended.wait(0.1):
            if self._demand_fails:
                self._failures += 1
                self._write(self._figure('vmstat'), re.sub('compact_fail [0-9]+', 'compact_fail %d' % (20000 + self._failures),
                                                           self._read(self._figure('vmstat'))))
            for control in self._controls:
                if self._read(control).strip() == '1':
                    self._write(control, '')
                    self.compacted_at = time.time()
                    self._demand_fails = False
                    self._become(CURED)

    def _become(self, recording):
        for name in FIGURES:
            self._write(self._figure(name), self._read(os.path.join(RECORDINGS, recording, 'proc', name)))

    def _figure(self, name):
        return os.path.join(self.folder, 'proc', name)

    @staticmethod
    def _read(path):
        with open(path) as file:
            return file.read()

    @staticmethod
    def _write(path, text):
        """At once, so that nobody reads half of it."""
        with open(path + '.new', 'w') as file:
            file.write(text)
        os.replace(path + '.new', path)
