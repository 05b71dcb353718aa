"""Relief from within Zabbix, of a real agent: from the menu of a host, and by an action."""
import base64
import os
import re
import subprocess
import time

from memfragagent import COMPACTOR, OPERATOR
from triggertrials import CRITICAL
from watchedhost import TEMPLATES
from zabbixserver import ApiError

MEMFRAG_ACTIONS = os.path.join(TEMPLATES, 'remediation', 'memfrag_actions')
DONE = '1'
MENU, RELIEVE, COMPACT = 'Memory fragmentation', 'Relieve memory fragmentation', 'Compact memory'
BY_ACTION = 'Relieve memory fragmentation (by an action)'
ACTION = 'Memory is critical: relieve'
DISABLED = '1'


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


def beside_those_of_others(tally, host, folder):
    """Nothing of theirs is overwritten or deleted, and a refusal leaves nothing half done."""
    zabbix = host.zabbix
    theirs = zabbix.call('script.create', {'name': COMPACT, 'type': 5, 'command': 'return "theirs"', 'scope': 2,
                                           'menu_path': MENU})['scriptids']
    page = 'Administration' if zabbix.version == '6.0' else 'Alerts'
    tally.expect('%s: a script of others is not overwritten' % zabbix.version, set_up(zabbix, folder), [
        'memfrag_actions: nothing was changed: another script has the name "Compact memory". Rename or delete it in %s > Scripts,'
        ' then try again' % page])
    tally.expect('%s: and none was created' % zabbix.version, sorted(our_scripts(zabbix)), [COMPACT])
    tally.expect('%s: nor deleted' % zabbix.version, set_up(zabbix, folder, '--delete'),
                 ['left as it is: script "Compact memory", which is of others'])
    zabbix.call('script.delete', theirs)


def who_sees_it(tally, host, folder):
    zabbix = host.zabbix
    users, hosts = [zabbix.call(kind + 'group.get', {'output': 'extend'})[0] for kind in ('user', 'host')]
    limited = [users['usrgrpid'], hosts['groupid']]
    for what, options, wanted in (
            ('is what is chosen', ['--user-group', users['name'], '--host-group', hosts['name']], limited),
            ('stays so', [], limited), ('is all again', ['--all-user-groups', '--all-host-groups'], ['0', '0'])):
        set_up(zabbix, folder, *options)
        menu = our_scripts(zabbix)
        tally.expect('%s: who sees the menu, and where, %s' % (zabbix.version, what),
                     [[menu[name]['usrgrpid'], menu[name]['groupid']] for name in (RELIEVE, COMPACT)], [wanted] * 2)


def our_scripts(zabbix):
    """And those of others with such a name."""
    return {script['name']: script for script in zabbix.call('script.get', {'output': 'extend'})
            if re.search('[Mm]emory|[Cc]aches', script['name'])}


def open_sessions(zabbix):
    return int(zabbix.query('SELECT count(*) FROM sessions WHERE status = 0'))


def from_the_menu(tally, host, kernel, folder):
    zabbix = host.zabbix
    beside_those_of_others(tally, host, folder)
    sessions = open_sessions(zabbix)
    created = set_up(zabbix, folder)
    tally.expect('%s: it logs out' % zabbix.version, open_sessions(zabbix), sessions)
    again = set_up(zabbix, folder)
    tally.expect('%s: memfrag_actions may be run again' % zabbix.version, again,
                 [line.replace('created', 'up to date') for line in created])
    tally.expect('%s: it created something' % zabbix.version,
                 [line for line in created if not line.startswith('created: script "')], [])
    who_sees_it(tally, host, folder)
    menu = our_scripts(zabbix)
    tally.expect('%s: without a login the agent is not asked' % zabbix.version,
                 'MEMFRAG.RELIEF.USER} and its password' in run(host, menu[COMPACT]), True)
    logged_in_as(host, COMPACTOR)
    tally.expect_in('%s: whose user may only compact is told which macro to set' % zabbix.version,
                    'set {$MEMFRAG.RELIEF.MAX} of the host (for an action {$MEMFRAG.RELIEF.AUTO.MAX}) to compact: HTTP 403: ',
                    run_until(host, menu[RELIEVE], 'HTTP 403'))
    host.set_macro('{$MEMFRAG.RELIEF.MAX}', 'compact')
    tally.expect_in('%s: and then may relieve' % zabbix.version, 'started relief ', run_until(host, menu[RELIEVE], 'started'))
    host.set_macro('{$MEMFRAG.RELIEF.MAX}', None)
    logged_in_as(host, OPERATOR)
    kernel.compacted_at = None
    started(tally, host, COMPACT, run_until(host, menu[COMPACT], 'started'))
    tally.expect_soon('%s: the kernel is compacted' % zabbix.version, lambda: kernel.compacted_at is not None)
    for choice in (['pagecache', 'dentries and inodes'] if zabbix.version != '6.0' else ['pagecache']):
        name, asked = ('Drop caches', {'manualinput': choice}) if zabbix.version != '6.0' else ('Drop caches: ' + choice, {})
        started(tally, host, '%s (%s)' % (name, choice), run(host, menu[name], **asked))
    kernel.fragments(demand_fails=True)
    tally.expect_soon('%s: memory is critical' % zabbix.version, lambda: host.raised(CRITICAL))
    started(tally, host, RELIEVE, run_until(host, menu[RELIEVE], 'started'))
    tally.expect_soon('%s: memory is well again' % zabbix.version, lambda: not host.raised(CRITICAL))


def by_an_action(tally, host, kernel, folder):
    zabbix = host.zabbix
    tally.expect_in('%s: the action is created on wish' % zabbix.version, 'created: action "%s"' % ACTION,
                    set_up(zabbix, folder, '--action'))
    stays_disabled(tally, zabbix, folder)
    tally.expect_in('%s: and found again, with a token' % zabbix.version, 'left as it is: action "%s" (enabled)' % ACTION,
                    set_up_by_token(zabbix, '--action'))
    before = host.value('memfrag.relief.id')
    kernel.fragments(demand_fails=True)
    tally.expect_soon('%s: the action has the agent relieve' % zabbix.version, lambda: host.value('memfrag.relief.id') != before)
    tally.expect_soon('%s: memory is well again' % zabbix.version, lambda: not host.raised(CRITICAL))
    reliefs = int(host.value('memfrag.relief.id')) - int(before)
    tally.expect('%s: one relief, not one for each problem' % zabbix.version, reliefs, 1)
    deleted(tally, zabbix, folder)
    with open(os.path.join(zabbix.folder, 'server.log')) as log:
        said_by_server = log.read()
    login = base64.b64encode(':'.join(OPERATOR[:2]).encode()).decode()
    tally.expect('%s: the log of the server has no password' % zabbix.version,
                 [secret for secret in (OPERATOR[1], login) if secret in said_by_server], [])


def stays_disabled(tally, zabbix, folder):
    action = zabbix.call('action.get', {'filter': {'name': ACTION}})[0]['actionid']
    zabbix.call('action.update', {'actionid': action, 'status': 1})
    tally.expect_in('%s: an action that somebody disabled is told' % zabbix.version,
                    'left as it is: action "%s" (disabled; enable it in %s > Actions > Trigger actions)' % (
                        ACTION, 'Configuration' if zabbix.version == '6.0' else 'Alerts'), set_up(zabbix, folder, '--action'))
    tally.expect('%s: and stays so' % zabbix.version, zabbix.call('action.get', {'actionids': action})[0]['status'], DISABLED)
    zabbix.call('action.update', {'actionid': action, 'status': 0})


def deleted(tally, zabbix, folder):
    theirs = zabbix.call('action.create', {
        'name': 'Theirs', 'eventsource': 0, 'esc_period': '1h', 'status': 1, 'filter': {'evaltype': 0, 'conditions': []},
        'operations': [{'operationtype': 1, 'opcommand': {'scriptid': our_scripts(zabbix)[BY_ACTION]['scriptid']},
                        'opcommand_hst': [{'hostid': 0}]}]})['actionids']
    before = our_scripts(zabbix)
    tally.expect_in('%s: a script that another action runs is not deleted' % zabbix.version,
                    'nothing was changed: the action "Theirs" runs', ' '.join(set_up(zabbix, folder, '--delete')))
    tally.expect('%s: nor is anything else' % zabbix.version, our_scripts(zabbix), before)
    zabbix.call('action.delete', theirs)
    set_up(zabbix, folder, '--delete')
    tally.expect('%s: --delete leaves nothing' % zabbix.version,
                 (sorted(our_scripts(zabbix)), zabbix.call('action.get', {'filter': {'name': ACTION}})), ([], []))


def run(host, script, **asked):
    """What a person sees who chose it in the menu."""
    try:
        return host.zabbix.call('script.execute', dict({'scriptid': script['scriptid'], 'hostid': host.id}, **asked))['value']
    except ApiError as error:
        return str(error)


def logged_in_as(host, user):
    host.set_macro('{$MEMFRAG.RELIEF.USER}', user[0])
    host.set_macro('{$MEMFRAG.RELIEF.PASSWORD}', user[1])


def run_until(host, script, wanted):
    """The server takes up macros within a second or two."""
    deadline = time.monotonic() + 20
    while True:
        answer = run(host, script)
        if wanted in answer or time.monotonic() > deadline:
            return answer
        time.sleep(0.5)


def started(tally, host, what, answer):
    version = host.zabbix.version
    tally.expect('%s: %s says at once that it is started: %s' % (version, what, answer), answer.startswith('started relief '),
                 True)
    number = answer.replace(':', ' ').split()[2] if answer.startswith('started') else None
    tally.expect_soon('%s: its result comes with the next poll' % version, lambda:
                      (host.value('memfrag.relief.id'), host.value('memfrag.relief.result')) == (number, DONE))
