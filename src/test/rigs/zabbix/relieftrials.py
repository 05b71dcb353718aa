"""Relief from within Zabbix, of a real agent: from the menu of a host, and by an action."""
import os
import re
import subprocess
import time

from memfragagent import OPERATOR
from triggertrials import CRITICAL
from watchedhost import TEMPLATES
from zabbixserver import ApiError

MEMFRAG_ACTIONS = os.path.join(TEMPLATES, 'remediation', 'memfrag_actions')
DONE = '1'


def set_up(zabbix, folder, *options):
    """What memfrag_actions says, which logs in with a password."""
    password = os.path.join(folder, 'zabbix-password')
    with open(password, 'w') as file:
        file.write('zabbix\n')
    return said([*options, '--user', 'Admin', '--password-file', password, zabbix.url])


def set_up_by_token(zabbix, *options):
    admin = zabbix.call('user.get', {'filter': {'username': 'Admin'}})[0]['userid']
    token = zabbix.call('token.create', {'name': 'memfrag', 'userid': admin})
    secret = zabbix.call('token.generate', token['tokenids'])[0]['token']
    said_with_it = said([*options, zabbix.url], ZABBIX_TOKEN=secret)
    zabbix.call('token.delete', token['tokenids'])
    return said_with_it


def said(arguments, **environment):
    return subprocess.run([MEMFRAG_ACTIONS, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env=dict(os.environ, **environment)).stdout.splitlines()


def from_the_menu(tally, host, kernel, folder):
    zabbix = host.zabbix
    created = set_up(zabbix, folder)
    again = set_up(zabbix, folder)
    tally.expect('%s: memfrag_actions may be run again' % zabbix.version, again,
                 [line.replace('created', 'up to date') for line in created])
    tally.expect('%s: it created something' % zabbix.version,
                 [line for line in created if not line.startswith('created: script "')], [])
    menu = {script['name']: script for script in zabbix.call('script.get', {'output': 'extend'})}
    tally.expect('%s: without a login the agent is not asked' % zabbix.version,
                 'MEMFRAG.RELIEF.USER} and its password' in run(host, menu['Compact memory']), True)
    host.set_macro('{$MEMFRAG.RELIEF.USER}', OPERATOR[0])
    host.set_macro('{$MEMFRAG.RELIEF.PASSWORD}', OPERATOR[1])
    kernel.compacted_at = None
    started(tally, host, 'Compact memory', once_logged_in(host, menu['Compact memory']))
    tally.expect_soon('%s: the kernel is compacted' % zabbix.version, lambda: kernel.compacted_at is not None)
    for choice in (['pagecache', 'dentries and inodes'] if zabbix.version != '6.0' else ['pagecache']):
        name, asked = ('Drop caches', {'manualinput': choice}) if zabbix.version != '6.0' else ('Drop caches: ' + choice, {})
        started(tally, host, '%s (%s)' % (name, choice), run(host, menu[name], **asked))
    kernel.fragments(demand_fails=True)
    tally.expect_soon('%s: memory is critical' % zabbix.version, lambda: host.raised(CRITICAL))
    started(tally, host, 'Relieve memory fragmentation', run(host, menu['Relieve memory fragmentation']))
    tally.expect_soon('%s: memory is well again' % zabbix.version, lambda: not host.raised(CRITICAL))


def by_an_action(tally, host, kernel, folder):
    zabbix = host.zabbix
    tally.expect_in('%s: the action is created on wish' % zabbix.version, 'created: action "Memory is critical: relieve"',
                    set_up(zabbix, folder, '--action'))
    tally.expect_in('%s: and found again, with a token' % zabbix.version, 'up to date: action "Memory is critical: relieve"',
                    set_up_by_token(zabbix, '--action'))
    before = host.value('memfrag.relief.id')
    kernel.fragments(demand_fails=True)
    tally.expect_soon('%s: the action has the agent relieve' % zabbix.version, lambda: host.value('memfrag.relief.id') != before)
    tally.expect_soon('%s: memory is well again' % zabbix.version, lambda: not host.raised(CRITICAL))
    reliefs = int(host.value('memfrag.relief.id')) - int(before)
    tally.expect('%s: one relief, not one for each problem' % zabbix.version, reliefs, 1)
    set_up(zabbix, folder, '--delete')
    names = [script['name'] for script in zabbix.call('script.get', {'output': ['name']})]
    left = [name for name in names if re.search('[Mm]emory|[Cc]aches', name)]
    tally.expect('%s: --delete leaves nothing' % zabbix.version, left, [])


def run(host, script, **asked):
    """What a person sees who chose it in the menu."""
    try:
        return host.zabbix.call('script.execute', dict({'scriptid': script['scriptid'], 'hostid': host.id}, **asked))['value']
    except ApiError as error:
        return str(error)


def once_logged_in(host, script):
    """The server takes up the macros within a second or two."""
    deadline = time.monotonic() + 20
    while True:
        answer = run(host, script)
        if answer.startswith('started') or time.monotonic() > deadline:
            return answer
        time.sleep(0.5)


def started(tally, host, what, answer):
    version = host.zabbix.version
    tally.expect('%s: %s says at once that it is started: %s' % (version, what, answer), answer.startswith('started relief '),
                 True)
    number = answer.replace(':', ' ').split()[2] if answer.startswith('started') else None
    tally.expect_soon('%s: its result comes with the next poll' % version, lambda:
                      (host.value('memfrag.relief.id'), host.value('memfrag.relief.result')) == (number, DONE))
