"""Every trigger raised by what a host really does, and resolved."""
UNREACHABLE = 'Memfrag: Agent does not answer'
NOT_ASKED = 'Memfrag: Nobody asks the agent'
IN_PART = 'Memfrag: Agent answers in part'
CRITICAL = 'Memfrag: Memory is critical'
WARNING = 'Memfrag: Memory needs attention'
UNKNOWN = 'Memfrag: State is unknown'
FAILURES = 'Memfrag: Page allocations failed'
FORECAST = 'Memfrag: Memory is getting critical'
COMPACTION = 'Memfrag: Compaction fails'
RELIEF_FAILED = 'Memfrag: Relief failed or was refused'
RESTARTED = 'Memfrag: Agent has been restarted'
NO_LOG = 'Memfrag: Kernel log is not read'
WARNS = 'Memfrag: Agent has warnings'
ZONE = 'Memfrag: Node 0 Normal: Free memory is unusable'
ZONE_WARNING = 'Memfrag: Node 0 Normal: Free memory is hardly usable'

# So that nobody waits for minutes. That of the zones is longer than that of the state, as in the template.
FAST = {'{$MEMFRAG.INTERVAL}': '1s', '{$MEMFRAG.TIMEOUT}': '20s', '{$MEMFRAG.ANSWER.PERIOD}': '4s',
        '{$MEMFRAG.NODATA.PERIOD}': '30s', '{$MEMFRAG.STATE.PERIOD}': '3s', '{$MEMFRAG.FAILURES.PERIOD}': '10s',
        '{$MEMFRAG.FORECAST.PERIOD}': '3s', '{$MEMFRAG.COMPACTION.PERIOD}': '5s', '{$MEMFRAG.UPTIME.MIN}': '30s',
        '{$MEMFRAG.ZONE.PERIOD}': '10s'}


def everywhere(tally, hosts, what, condition):
    for host in hosts:
        tally.expect_soon('%s: %s' % (host.label, what), lambda: condition(host))


def raised(tally, hosts, trigger):
    everywhere(tally, hosts, 'raised: ' + trigger, lambda host: host.raised(trigger))


def resolved(tally, hosts, trigger):
    everywhere(tally, hosts, 'resolved: ' + trigger, lambda host: trigger in host.triggers() and not host.raised(trigger))


def tells(tally, hosts, text):
    """A problem's name has what a person needs to know."""
    everywhere(tally, hosts, 'a problem tells: ' + text, lambda host: any(text in problem for problem in host.problems()))


def outlasts_lost_polls(tally, hosts, proxy, trigger):
    """No second problem of it, and so no second notification and no second relief."""
    begun = {host: host.times_raised(trigger) for host in hosts}
    proxy.refuses(500, 'oops')
    # That takes longer than a state must hold.
    raised(tally, hosts, UNREACHABLE)
    everywhere(tally, hosts, 'the state is not known', lambda host: host.value('memfrag.state') == '3')
    for host in hosts:
        tally.expect('%s: still a problem while no answer comes: %s' % (host.label, trigger), host.raised(trigger), True)
    proxy.honest()
    resolved(tally, hosts, UNREACHABLE)
    everywhere(tally, hosts, 'the state is known again', lambda host: host.value('memfrag.state') != '3')
    for host in hosts:
        tally.expect('%s: it is the same problem as before: %s' % (host.label, trigger),
                     (host.raised(trigger), host.times_raised(trigger)), (True, begun[host]))


def of_the_verdict(tally, hosts, kernel, proxy):
    kernel.fragments(demand_fails=False)
    raised(tally, hosts, WARNING)
    tells(tally, hosts, '99.6 % of the free memory is in blocks too small for order 4')
    outlasts_lost_polls(tally, hosts, proxy, WARNING)
    kernel.recovers()
    resolved(tally, hosts, WARNING)
    kernel.fragments(demand_fails=True)
    raised(tally, hosts, CRITICAL)
    tells(tally, hosts, 'Memory is critical for 3s: ')
    everywhere(tally, hosts, 'CRITICAL masks: ' + ZONE, lambda host: not host.raised(ZONE) and not host.raised(ZONE_WARNING))
    outlasts_lost_polls(tally, hosts, proxy, CRITICAL)
    kernel.recovers()
    resolved(tally, hosts, CRITICAL)
    kernel.loses_buddyinfo()
    raised(tally, hosts, UNKNOWN)
    everywhere(tally, hosts, 'says of a figure that there is none',
               lambda host: 'no such figure' in host.error('memfrag.unusable'))
    kernel.recovers()
    resolved(tally, hosts, UNKNOWN)


def of_zones(tally, hosts):
    for macro, trigger in (('HIGH', ZONE), ('WARN', ZONE_WARNING)):
        unusable, blocks = ('{$MEMFRAG.ZONE.%s.%s:"Normal"}' % (what, macro) for what in ('UNUSABLE', 'BLOCKS'))
        for host in hosts:
            host.set_macro(unusable, '10')
            host.set_macro(blocks, '1000000000')
        raised(tally, hosts, trigger)
        for host in hosts:
            tally.expect('%s: DMA32 has no trigger, it does not speak for the host' % host.label,
                         any('DMA32' in name for name in host.triggers()), False)
            host.set_macro(unusable, None)
            host.set_macro(blocks, None)
        resolved(tally, hosts, trigger)


def of_compaction(tally, hosts, kernel):
    kernel.compacts_in_vain(True)
    raised(tally, hosts, COMPACTION)
    everywhere(tally, hosts, 'counts the failures of compaction', lambda host:
               5 < float(host.value('memfrag.compaction.failures.rate')) < 15)
    kernel.compacts_in_vain(False)
    resolved(tally, hosts, COMPACTION)


def of_failures(tally, hosts, kernel):
    kernel.logs_a_failed_allocation()
    raised(tally, hosts, FAILURES)
    everywhere(tally, hosts, 'has the message', lambda host: 'xenwatch: page allocation failure. order:4' in
               host.value('memfrag.failures.last.message'))
    resolved(tally, hosts, FAILURES)


def of_the_forecast(tally, hosts, proxy):
    """A real agent needs ten minutes of samples for a forecast."""
    proxy.tells('HoursToCritical', 6.5)
    raised(tally, hosts, FORECAST)
    proxy.tells('HoursToCritical', 0)
    everywhere(tally, hosts, 'memory has got critical', lambda host: float(host.value('memfrag.forecast')) == 0)
    for host in hosts:
        tally.expect('%s: that does not end the problem: %s' % (host.label, FORECAST), host.raised(FORECAST), True)
    proxy.honest()
    resolved(tally, hosts, FORECAST)


def of_reliefs(tally, hosts, kernel, agent):
    kernel.breaks_compaction()
    agent.compact()
    raised(tally, hosts, RELIEF_FAILED)
    kernel.mends_compaction()
    agent.compact()
    resolved(tally, hosts, RELIEF_FAILED)
    kernel.loses_controls()
    everywhere(tally, hosts, 'says that no relief is possible', lambda host: host.value('memfrag.relief.allowed') == '0'
               and 'compactMemory: ' in host.value('memfrag.relief.obstacles'))
    kernel.has_controls_again()
    everywhere(tally, hosts, 'says that it is again', lambda host: host.value('memfrag.relief.allowed') != '0')

