"""Runs the programs as a monitoring system does."""
import collections
import importlib.machinery
import importlib.util
import json
import os
import subprocess
import sys

PROGRAMS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CHECK = os.path.join(PROGRAMS, 'check_memfrag')
RELIEVE = os.path.join(PROGRAMS, 'memfrag_relieve')
STATES = ('OK', 'WARNING', 'CRITICAL', 'UNKNOWN')

Outcome = collections.namedtuple('Outcome', 'status output errors')


def run(program, *arguments, environment=None):
    """With the Python of the tests and the flags of the program's first line."""
    process = subprocess.Popen([sys.executable, '-IS', program] + [str(argument) for argument in arguments],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                               env=dict({'PATH': os.environ['PATH'], 'LANG': 'C'}, **(environment or {})))
    try:
        output, errors = process.communicate(timeout=60)
    finally:
        process.kill()
    return Outcome(process.returncode, output.decode('ascii'), errors.decode('ascii'))


def check(agent, *arguments, **keywords):
    return run(CHECK, '-p', agent.port, *arguments, **keywords)


def module():
    """check_memfrag, to try its parts."""
    sys.dont_write_bytecode = True
    loader = importlib.machinery.SourceFileLoader('check_memfrag', CHECK)
    loaded = importlib.util.module_from_spec(importlib.util.spec_from_loader('check_memfrag', loader))
    loader.exec_module(loaded)
    return loaded


CHECK_MEMFRAG = module()


class _InProcess(CHECK_MEMFRAG.Jolokia):
    """Without HTTP."""

    def __init__(self, mbeans, options):
        super().__init__(options, deadline=None)
        self._mbeans = mbeans

    def _json(self, requests):
        return [self._mbeans.answer(request) for request in json.loads(json.dumps(requests))]


def judge(mbeans, *arguments):
    """What check would give, without the cost of a process and of HTTP."""
    try:
        options = CHECK_MEMFRAG.command_line([str(argument) for argument in arguments])
        status, output = CHECK_MEMFRAG.check(_InProcess(mbeans, options), options)
    except CHECK_MEMFRAG.Trouble as trouble:
        status, output = CHECK_MEMFRAG.UNKNOWN, 'MEMFRAG UNKNOWN: ' + CHECK_MEMFRAG.one_line(trouble)
    return Outcome(status, output, '')


def performance_data(output):
    """Label to value[UOM];warn;crit;min;max, in order; as strict as Icinga."""
    first_line = output.split('\n')[0]
    text = first_line.split(' | ')[1]
    return collections.OrderedDict(datum.split('=') for datum in text.split(' '))
