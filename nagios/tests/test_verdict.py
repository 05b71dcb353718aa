"""Without thresholds: the agent's verdict."""
import unittest

from tests.fake_agent import RecordedMBeans
from tests.running import judge, performance_data


class VerdictTest(unittest.TestCase):
    def test_the_state_is_the_agents(self):
        for answers, status, start in (
                ('fragmented', 2, 'MEMFRAG CRITICAL: Node 0 Normal: 99.6% unusable at order 4 (warning at 80%, critical at 95%),'
                                  ' 64 blocks available - the kernel failed to allocate a block'),
                ('dropped', 1, 'MEMFRAG WARNING: Node 0 Normal: 96.8% unusable at order 4 (warning at 80%, critical at 95%),'
                               ' 4706 blocks available - memory is fragmented'),
                ('compacted', 0, 'MEMFRAG OK: Node 0 Normal: 45.8% unusable at order 4 (warning at 80%, critical at 95%),'
                                 ' 75549 blocks available - no trouble')):
            with self.subTest(answers=answers):
                agent = RecordedMBeans(answers)
                outcome = judge(agent)
                self.assertEqual(status, outcome.status)
                self.assertEqual(start, outcome.output.split(' | ')[0])

    def test_a_verdict_of_unknown_is_unknown(self):
        agent = RecordedMBeans()
        agent.change('Fragmentation', State=3, Cause='NONE', StateReason='The kernel tells nothing.')
        outcome = judge(agent)
        self.assertEqual(3, outcome.status)
        self.assertIn('The kernel tells nothing.', outcome.output)

    def test_a_shortage_is_not_called_fragmentation(self):
        agent = RecordedMBeans()
        agent.change('Fragmentation', State=1, Cause='SHORTAGE')
        self.assertIn(' - memory is short, not fragmented | ', judge(agent).output)

    def test_reason_advice_zones_and_warnings_follow_the_first_line(self):
        agent = RecordedMBeans()
        agent.change('Fragmentation', StateReason='The reason.', Advice='Compact.')
        agent.change('Agent', Warnings=['port 8797 is taken'])
        self.assertEqual([
            'The reason.',
            'Advice: Compact.',
            'Node 0 DMA: 1% unusable at order 4, 136 blocks available, largest free block of order 10 (not judged)',
            'Node 0 DMA32: 76.8% unusable at order 4, 877 blocks available, largest free block of order 8 (not judged)',
            'Node 0 Normal: 99.6% unusable at order 4, 64 blocks available, largest free block of order 10',
            'The agent warns: port 8797 is taken'], judge(agent).output.splitlines()[1:])

    def test_verbose_levels_add_lines_and_nothing_to_the_first(self):
        agent = RecordedMBeans()
        outputs = [judge(agent, *arguments).output for arguments in ((), ('-v',), ('-vv',))]
        self.assertEqual(1, len({output.split('\n')[0] for output in outputs}))
        self.assertIn('free blocks by order: 127146 68215 1614 0 0 0 0 0 0 0 1', outputs[1])
        self.assertNotIn('free blocks by order', outputs[0])
        self.assertRegex(outputs[2], '\nAgent [0-9.]+\\S* at http://')
        self.assertNotIn('\nAgent ', outputs[1])

    def test_the_verdicts_order_is_told_and_the_configured_order_is_graphed(self):
        agent = RecordedMBeans()
        agent.change('Fragmentation', WatchOrders=[4, 9], WatchOrder=9, UnusableFreePercent=99.9, AvailableBlocks=2)
        agent.mbeans['memfrag:type=Agent']['Configuration']['verdict.critical.9'] = '99'
        output = judge(agent).output
        self.assertIn('99.9% unusable at order 9 (warning at 80%, critical at 99%), 2 blocks', output)
        self.assertIn('node0_Normal_order4_unusable', performance_data(output))
