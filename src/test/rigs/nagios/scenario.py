"""The whole way of one monitoring system: OK, fragmented, CRITICAL SOFT, HARD, event handler, relief, OK."""
import os
import shutil

from agent import Agent
from recordedkernel import RecordedKernel

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.abspath(os.path.join(HERE, *[os.pardir] * 4 + ['nagios']))


def install_programs(folder):
    """As the README says: both into the folder of plugins."""
    plugins = os.path.join(folder, 'plugins')
    os.makedirs(plugins)
    for name in ('check_memfrag', 'memfrag_relieve'):
        shutil.copy(os.path.join(PROGRAMS, name), plugins)
    return plugins


def the_whole_way(tally, monitoring_system, syslog, jar, folder, cause):
    name = monitoring_system.NAME
    os.makedirs(folder)
    plugins = install_programs(folder)
    with RecordedKernel(os.path.join(folder, 'kernel')) as kernel, Agent(jar, kernel) as agent:
        daemon = monitoring_system(os.path.join(folder, 'daemon'), plugins, agent.port)
        tally.expect(name + ': verifies our files without a complaint', daemon.complaints(), [])
        with daemon, syslog.about(' port %d: ' % agent.port) as handler_says:
            tally.expect_soon(name + ': the service is OK', lambda: daemon.has_seen('OK', 'HARD'))
            compare_performance_data(tally, daemon, 'OK', figures(agent))
            tally.expect_soon(name + ': the check gets a login, off the command line', daemon.has_logged_in)

            kernel.fragments(demand_fails=cause == 'FRAGMENTATION')
            if cause == 'ALLOCATION_FAILURE':
                kernel.logs_a_failed_allocation()
            tally.expect_soon('agent: sees ' + cause, lambda: agent.read('Fragmentation', 'Cause') == cause)
            while_fragmented = figures(agent)
            tally.expect_soon(name + ': the service is CRITICAL, SOFT', lambda: daemon.has_seen('CRITICAL', 'SOFT'))
            tally.expect_soon(name + ': the service is CRITICAL, HARD', lambda: daemon.has_seen('CRITICAL', 'HARD'))
            compare_performance_data(tally, daemon, 'CRITICAL', while_fragmented)

            tally.expect_soon('event handler: starts a relief and says so to syslog', lambda: any(
                'started relief' in line and line.endswith('up to compact') for line in handler_says))
            tally.expect_soon('kernel: is compacted', lambda: kernel.compacted_at is not None)
            tally.expect('kernel: was not compacted before the state was HARD',
                         kernel.compacted_at >= daemon.since('CRITICAL', 'HARD'), True)
            tally.expect_soon('agent: has the report of the relief', lambda: agent.read('Relief', 'LastReport') is not None)
            tally.expect_soon(name + ': the service is OK again',
                              lambda: daemon.since('OK', 'HARD') > daemon.since('CRITICAL', 'HARD'))
            compare_performance_data(tally, daemon, 'OK', figures(agent))
            tally.expect('event handler: started one relief only', len([line for line in handler_says if 'started' in line]), 1)


def figures(agent):
    """What the MBeans say, by the label it has in the performance data."""
    return {
        'node0_Normal_order4_unusable': agent.read('Fragmentation', 'UnusableFreePercent'),
        'node0_Normal_order4_usable': float(agent.read('Fragmentation', 'UsableBytes')),
        'node0_Normal_order4_blocks': float(agent.read('Fragmentation', 'AvailableBlocks')),
        'allocation_failures': float(agent.read('AllocationFailures', 'Count')),
    }


def compare_performance_data(tally, daemon, state, said_by_mbeans):
    def parsed():
        data = daemon.performance_data(state) or {}
        return {label: data.get(label) for label in said_by_mbeans}
    # The last check may be of a moment before.
    tally.expect_soon('%s: parsed the performance data while %s to the values of the MBeans' % (daemon.NAME, state),
                      lambda: parsed() == said_by_mbeans)
