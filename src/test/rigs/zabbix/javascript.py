"""The unit tests of the JavaScript, in the engine of each Zabbix."""
import os
import subprocess
import sys

from watchedhost import TEMPLATES


def in_the_engine_of(tally, version, prefix):
    for tests in ('tests.test_answer', 'tests.test_start'):
        ran = subprocess.run([sys.executable, '-B', '-m', 'unittest', tests], cwd=TEMPLATES, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT,
                             text=True, env=dict(os.environ, ZABBIX_JS=os.path.join(prefix, 'usr/bin/zabbix_js')))
        if ran.returncode != 0:
            print(ran.stdout)
        tally.expect('%s: JavaScript, %s: %s' % (version, tests,
                                                 [line for line in ran.stdout.splitlines() if line.startswith('Ran ')]),
                     ran.returncode, 0)
