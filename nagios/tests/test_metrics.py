"""With thresholds: one metric, of the zones or of the host."""
import unittest

from tests.fake_agent import RecordedMBeans
from tests.running import judge

MINUTE = 60000


def first(output):
    return output.split(' | ')[0]


class ZoneMetricTest(unittest.TestCase):
    def test_each_is_judged_at_the_order_wanted(self):
        for arguments, status, text in (
                (('-w', '80', '-c', '95'), 2, 'Node 0 Normal: 99.6% unusable at order 4 (critical above 95%)'),
                (('-w', '80'), 1, 'Node 0 Normal: 99.6% unusable at order 4 (warning above 80%)'),
                (('-w', '80', '-c', '95', '--order', '2'), 2, 'Node 0 Normal: 97.2% unusable at order 2 (critical above 95%)'),
                (('-w', '80', '-c', '95', '--order', '1'), 0,
                 'Node 0 Normal: 46.9% unusable at order 1 (warning above 80%, critical above 95%)'),
                (('--metric', 'usable-bytes', '-c', '128MiB:'), 2,
                 'Node 0 Normal: 4.0 MiB usable at order 4 (critical below 128.0 MiB)'),
                (('--metric', 'usable-bytes', '-c', '4194304:'), 0,
                 'Node 0 Normal: 4.0 MiB usable at order 4 (critical below 4.0 MiB)'),
                (('--metric', 'available-blocks', '-w', '65:', '-c', '64:'), 1,
                 'Node 0 Normal: 64 blocks available at order 4 (warning below 65)')):
            with self.subTest(arguments=arguments):
                agent = RecordedMBeans()
                outcome = judge(agent, *arguments)
                self.assertEqual('MEMFRAG %s: %s - the agent says CRITICAL, the kernel failed to allocate a block' % (
                    ('OK', 'WARNING', 'CRITICAL')[status], text), first(outcome.output))
                self.assertEqual(status, outcome.status)

    def test_the_watched_zones_are_judged_unless_others_are_named(self):
        for arguments, text in (
                ((), 'Node 7 Normal: 61.1%'),
                (('--node', '2'), 'Node 2 Normal: 29.5%'),
                (('--node', '2', '--node', '5'), 'Node 5 Normal: 43.9%'),
                (('--zone', 'DMA'), 'Node 0 DMA: 0%'),
                (('--zone', 'DMA', '--zone', 'DMA32', '--node', '0'), 'Node 0 DMA')):
            with self.subTest(arguments=arguments):
                agent = RecordedMBeans('eight-nodes')
                self.assertIn('MEMFRAG OK: ' + text, judge(agent, '-c', '95', *arguments).output)

    def test_only_the_zones_chosen_are_listed_and_graphed(self):
        agent = RecordedMBeans('eight-nodes')
        output = judge(agent, '-c', '95', '--node', '3').output
        self.assertIn('node3_Normal', output)
        self.assertNotIn('node2_Normal', output)
        self.assertNotIn('\nNode 2', output)

    def test_a_zone_or_order_that_is_not_there_is_unknown(self):
        agent = RecordedMBeans()
        for arguments, text in ((('--node', '9'), 'this host has Node 0 DMA, Node 0 DMA32, Node 0 Normal'),
                                (('--zone', 'normal'), 'this host has Node 0 DMA, Node 0 DMA32, Node 0 Normal'),
                                (('--order', '11'), '--order 11 is beyond the largest of this kernel, 10')):
            with self.subTest(arguments=arguments):
                outcome = judge(agent, '-c', '95', *arguments)
                self.assertEqual(3, outcome.status)
                self.assertIn(text, outcome.output)

    def test_usable_bytes_without_a_page_size_are_unknown(self):
        agent = RecordedMBeans()
        agent.change('Fragmentation', PageSizeBytes=None)
        self.assertEqual(3, judge(agent, '--metric', 'usable-bytes', '-c', '1:').status)
        self.assertEqual(2, judge(agent, '-c', '95').status)


class HostMetricTest(unittest.TestCase):
    def outcome(self, change, *arguments):
        agent = RecordedMBeans('dropped')
        change(agent)
        return judge(agent, *arguments)

    def test_hours_to_critical(self):
        for hours, state, status, text in (
                (5.5, 1, 2, '5.5 hours to critical (critical below 6)'),
                (6.5, 1, 0, '6.5 hours to critical (critical below 6)'),
                (None, 1, 0, 'not heading for critical (critical below 6)'),
                ('unknown', 1, 3, 'the agent does not know yet where the host is heading'),
                (None, 2, 2, '0 hours to critical (critical below 6)')):
            with self.subTest(hours=hours, state=state):
                known = hours != 'unknown'
                outcome = self.outcome(lambda agent: agent.change('Fragmentation', HoursToCritical=hours if known else None, State=state,
                                                                  TrendPercentPerHour=-0.5 if known else None),
                                       '--metric', 'hours-to-critical', '-c', '6:')
                self.assertIn(text, first(outcome.output))
                self.assertEqual(status, outcome.status)

    def test_failed_allocations_of_the_last_minutes(self):
        def failures(agent):
            now = agent.mbeans['memfrag:type=Fragmentation']['SampleTime']
            agent.mbeans['memfrag:type=AllocationFailures']['Recent'] = {
                str(number): {'time': now - minutes * MINUTE, 'order': order}
                for number, (minutes, order) in enumerate(((1, 4), (9, 9), (59, 4), (61, 4)))}
        for arguments, status, text in (
                (('-c', '0'), 2, 'failed page allocations in 60 min: 3'),
                (('-c', '0', '--minutes', '5'), 2, 'failed page allocations in 5 min: 1'),
                (('-c', '0', '--order', '9'), 2, 'failed page allocations in 60 min: 1'),
                (('-c', '0', '--order', '3'), 0, 'failed page allocations in 60 min: 0'),
                (('-w', '2', '-c', '3'), 1, 'failed page allocations in 60 min: 3')):
            with self.subTest(arguments=arguments):
                outcome = self.outcome(failures, '--metric', 'failures', *arguments)
                self.assertIn(text, first(outcome.output))
                self.assertEqual(status, outcome.status)

    def test_failed_allocations_are_unknown_without_a_kernel_log(self):
        outcome = self.outcome(lambda agent: agent.change('AllocationFailures', Count=None),
                               '--metric', 'failures', '-c', '0')
        self.assertEqual(3, outcome.status)
        self.assertIn('kernel.log', outcome.output)

    def test_share_of_compactions_that_fail(self):
        for failed, succeeded, status, text in (
                (0.9, 0.1, 2, '90% of direct compactions fail (critical above 80%)'),
                (1, 2, 0, '33.333% of direct compactions fail'),
                (0, 0.0, 0, 'no direct compaction'),
                (None, None, 3, 'the agent does not know CompactFailPerSecond')):
            with self.subTest(failed=failed, succeeded=succeeded):
                outcome = self.outcome(
                    lambda agent: agent.change('Compaction', CompactFailPerSecond=failed, CompactSuccessPerSecond=succeeded),
                    '--metric', 'compaction-failures', '-c', '80')
                self.assertIn(text, first(outcome.output))
                self.assertEqual(status, outcome.status)

    def test_share_of_compactions_is_unknown_on_a_kernel_that_counts_none(self):
        agent = RecordedMBeans()
        agent.mbeans['memfrag:type=Compaction'] = {'AllocStall': 5}
        outcome = judge(agent, '--metric', 'compaction-failures', '-c', '80')
        self.assertEqual(3, outcome.status)
        self.assertIn('CONFIG_COMPACTION', outcome.output)
        self.assertEqual(2, judge(agent).status)

    def test_time_since_the_last_relief(self):
        def relieved(minutes, outcome='DONE'):
            def change(agent):
                now = agent.mbeans['memfrag:type=Fragmentation']['SampleTime']
                reports = [] if minutes is None else [self.report(1, now - 300 * MINUTE, 'NOTHING_TO_DO'),
                                                      self.report(2, now - minutes * MINUTE, outcome)]
                agent.change('Relief', Reports={str(report['id']): report for report in reports})
            return change
        for change, arguments, status, text in (
                (relieved(30), ('-w', '1h:'), 1, '30 min since the last relief (warning below 60 min)'),
                (relieved(90), ('-w', '1h:'), 0, '90 min since the last relief'),
                (relieved(30, 'FAILED'), ('-w', '1h:'), 1, '30 min since the last relief'),
                (relieved(30, 'REFUSED'), ('-w', '1h:'), 0, 'no relief yet'),
                (relieved(30, 'HELD_BACK'), ('-w', '1h:'), 0, 'no relief yet'),
                (relieved(None), ('-w', '1h:'), 0, 'no relief yet'),
                (relieved(None), ('-w', '7d'), 1, 'no relief yet (warning above 7 days)')):
            with self.subTest(text=text, arguments=arguments):
                outcome = self.outcome(change, '--metric', 'relief-age', *arguments)
                self.assertIn(text, first(outcome.output))
                self.assertEqual(status, outcome.status)

    @staticmethod
    def report(identifier, start_time, outcome):
        return {'id': identifier, 'startTime': start_time, 'outcome': outcome, 'conclusion': 'It helped.'}


class ModeTest(unittest.TestCase):
    def test_both_takes_the_worse_and_tells_the_other(self):
        for answers, arguments, status in (('compacted', ('-c', '40'), 2), ('fragmented', ('-c', '100'), 2),
                                           ('compacted', ('-c', '100'), 0), ('dropped', ('-w', '90'), 1)):
            with self.subTest(answers=answers, arguments=arguments):
                agent = RecordedMBeans(answers)
                outcome = judge(agent, '--mode', 'both', *arguments)
                self.assertEqual(status, outcome.status)
        agent = RecordedMBeans('compacted')
        output = judge(agent, '--mode', 'both', '-c', '40').output
        self.assertTrue(output.startswith('MEMFRAG CRITICAL: Node 0 Normal: 45.8% unusable at order 4 (critical above 40%) -'))
        self.assertIn('\nOK: Node 0 Normal: 45.8% unusable at order 4 (warning at 80%, critical at 95%)', output)

    def test_thresholds_alone_may_be_milder_than_the_agent(self):
        agent = RecordedMBeans()
        outcome = judge(agent, '-c', '100')
        self.assertEqual(0, outcome.status)
        self.assertIn('the agent says CRITICAL', outcome.output)
