"""What goes wrong between server and agent: an error that says so, a problem, and no old value that looks well."""
from memfragagent import READER
from triggertrials import (IN_PART, NO_LOG, NOT_ASKED, RESTARTED, UNKNOWN, UNREACHABLE, WARNS, everywhere, raised, resolved,
                           tells)

STATE_UNKNOWN = '3'
NOBODY_ASKS = '3'
COMPACTION_BEAN, RELIEF_BEAN, AGENT_BEAN = ('memfrag:type=' + name for name in ('Compaction', 'Relief', 'Agent'))
# An agent needs ten minutes for it, and until then Zabbix keeps what was last said of it.
LONG_IN_COMING = 'memfrag.trend'


def nothing_looks_well(tally, hosts):
    everywhere(tally, hosts, 'the state is UNKNOWN', lambda host: host.value('memfrag.state') == STATE_UNKNOWN)
    everywhere(tally, hosts, 'no text looks well', lambda host: not any(host.value(key) for key in (
        'memfrag.cause', 'memfrag.advice', 'memfrag.worst.zone', 'memfrag.heat')))
    everywhere(tally, hosts, 'the dashboard says so', lambda host: [host.value('memfrag.glance.' + each) for each in (
        'state', 'answer', 'unusable', 'blocks', 'outlook')] == ['UNKNOWN', 'no answer'] + 3 * ['no reading'])
    everywhere(tally, hosts, 'no figure looks well', lambda host: all(host.error(key) for key in (
        'memfrag.unusable', 'memfrag.compaction.failures.rate', 'memfrag.failures', 'memfrag.uptime', 'memfrag.trend',
        'memfrag.state.since', 'memfrag.failures.counted', 'memfrag.share.larger', 'memfrag.relief.id',
        'memfrag.zone.unusable[0,Normal]', 'memfrag.order.unusable[4]', 'memfrag.relief.allowed')))


def nothing_stays_unsupported(tally, hosts):
    everywhere(tally, hosts, 'no item stays unsupported', lambda host:
               not any(host.error(key) for key in host.items() if key != LONG_IN_COMING) and not host.discovery_errors())


def wrong_password(tally, hosts):
    for host in hosts:
        host.set_macro('{$MEMFRAG.PASSWORD}', 'wrong')
    raised(tally, hosts, UNREACHABLE)
    # HTTP 401, and 429 once the agent has had enough of it.
    tells(tally, hosts, 'check the macros of user and password')
    everywhere(tally, hosts, 'the item error says so',
               lambda host: 'check the macros of user and password' in host.value('memfrag.error'))
    nothing_looks_well(tally, hosts)
    for host in hosts:
        host.set_macro('{$MEMFRAG.PASSWORD}', READER[1])
    resolved(tally, hosts, UNREACHABLE)
    nothing_stays_unsupported(tally, hosts)


def refused(tally, hosts, proxy):
    for status, body, told in ((500, 'oops', 'HTTP 500'), (200, '[{"status":200,"request":{}}]', 'is not Jolokia')):
        proxy.refuses(status, body)
        raised(tally, hosts, UNREACHABLE)
        everywhere(tally, hosts, 'the item error says: ' + told, lambda host: told in host.value('memfrag.error'))
        tells(tally, hosts, told)
        proxy.honest()
        resolved(tally, hosts, UNREACHABLE)


def lacks_an_mbean(tally, hosts, proxy):
    proxy.lacks(COMPACTION_BEAN)
    raised(tally, hosts, IN_PART)
    tells(tally, hosts, 'does not tell Compaction')
    everywhere(tally, hosts, 'its items have an error', lambda host: host.error('memfrag.compaction.failures.rate') != '')
    everywhere(tally, hosts, 'the others go on',
               lambda host: host.value('memfrag.state') == '0' and not host.error('memfrag.unusable'))
    proxy.honest()
    resolved(tally, hosts, IN_PART)


def lacks_an_attribute(tally, hosts, proxy):
    proxy.lacks_attribute(RELIEF_BEAN, 'Available')
    raised(tally, hosts, IN_PART)
    tells(tally, hosts, 'does not tell Relief.Available')
    everywhere(tally, hosts, 'its item has an error', lambda host: host.error('memfrag.relief.allowed') != '')
    everywhere(tally, hosts, 'the others go on', lambda host:
               not any(host.error(key) for key in host.items() if key not in ('memfrag.relief.allowed', LONG_IN_COMING)))
    proxy.honest()
    resolved(tally, hosts, IN_PART)


def warns(tally, hosts, proxy):
    # The real agent has warned, of the recorded kernel, since it was started.
    for warnings, told in (([], None), (['at first', 'and then'], ': and then'), ([], None)):
        proxy.tells('Warnings', warnings, AGENT_BEAN)
        (raised if told else resolved)(tally, hosts, WARNS)
        if told:
            tells(tally, hosts, 'Agent has warnings' + told)
    proxy.honest()
    raised(tally, hosts, WARNS)
    tells(tally, hosts, 'kernel is on: every figure')


def reads_no_log(tally, hosts):
    raised(tally, hosts, NO_LOG)
    tells(tally, hosts, 'Kernel log is not read: /var/log/messages: no such file')
    everywhere(tally, hosts, 'no count looks well', lambda host: 'why none are counted' in host.error('memfrag.failures'))
    for control, seen in (('0', resolved), (None, raised)):
        for host in hosts:
            host.set_macro('{$MEMFRAG.FAILURES.CONTROL}', control)
        seen(tally, hosts, NO_LOG)


def nobody_asks(tally, hosts):
    raised(tally, hosts, NOT_ASKED)
    everywhere(tally, hosts, 'nobody asks, and the state now is UNKNOWN', lambda host: (
        host.value('memfrag.answer.now'), host.value('memfrag.state.now')) == (NOBODY_ASKS, STATE_UNKNOWN))


def goes_down(tally, hosts):
    raised(tally, hosts, UNREACHABLE)
    tells(tally, hosts, 'No HTTP answer')
    nothing_looks_well(tally, hosts)
    everywhere(tally, hosts, 'it is one problem, not two', lambda host: not host.raised(UNKNOWN) and not host.raised(IN_PART))


def comes_back(tally, hosts):
    resolved(tally, hosts, UNREACHABLE)
    raised(tally, hosts, RESTARTED)
    nothing_stays_unsupported(tally, hosts)
    resolved(tally, hosts, RESTARTED)


def loses_a_zone(tally, hosts, kernel):
    kernel.loses_zone('DMA32')
    everywhere(tally, hosts, 'the items of a zone that is gone say so', lambda host:
               'no longer there' in host.error('memfrag.zone.unusable[0,DMA32]'))
    everywhere(tally, hosts, 'the other zone goes on', lambda host: host.error('memfrag.zone.unusable[0,Normal]') == '')
    kernel.loses_zone(None)
    everywhere(tally, hosts, 'a zone that comes back is well', lambda host: host.error('memfrag.zone.unusable[0,DMA32]') == '')
