"""What was seen, and whether it was as it should be."""
import time


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def expect(self, what, seen, wanted):
        self._count(what, seen == wanted, 'saw %r, wanted %r' % (seen, wanted))

    def expect_in(self, what, wanted, seen):
        self._count(what, wanted in seen, '%r is not in %r' % (wanted, seen))

    def expect_soon(self, what, condition, seconds=60):
        """Until condition() is true."""
        deadline = time.monotonic() + seconds
        while not condition() and time.monotonic() < deadline:
            time.sleep(0.1)
        self._count(what, condition(), 'not within %d s' % seconds)

    def _count(self, what, fulfilled, otherwise):
        if fulfilled:
            self.passed += 1
            print('ok      ' + what, flush=True)
        else:
            self.failed += 1
            print('FAILED  %s: %s' % (what, otherwise), flush=True)
