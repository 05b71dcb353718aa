"""What a daemon, a grapher and a pager can take."""
import re
import unittest

from tests.fake_agent import FakeAgent, RecordedMBeans
from tests.running import check, judge, performance_data

DATUM = re.compile(r'(U|-?\d+(\.\d+)?(%|B|c|s)?)(;(-?\d+(\.\d+)?)?){0,4}$')


def nodes(agent, count):
    rows = agent.mbeans['memfrag:type=Fragmentation']['Zones']
    normal = rows['0']['Normal']
    for node in range(count):
        rows[str(node)] = {'Normal': dict(normal, node=node)}


class PerformanceDataTest(unittest.TestCase):
    def test_is_all_on_the_first_line_in_plain_numbers_and_labels(self):
        for answers in ('fragmented', 'eight-nodes', 'pages-of-64k'):
            with self.subTest(answers=answers):
                agent = RecordedMBeans(answers)
                output = judge(agent, '-v').output
                for label, value in performance_data(output).items():
                    self.assertRegex(label, '^[A-Za-z0-9_]+$')
                    self.assertRegex(value, DATUM)
                self.assertEqual(1, output.count('|'))

    def test_has_the_same_labels_in_the_same_order_whatever_the_state(self):
        seen = set()
        for answers in ('fragmented', 'dropped', 'compacted'):
            for change in ({}, {'HoursToCritical': 3.25}, {'PageSizeBytes': None}):
                agent = RecordedMBeans(answers)
                agent.change('Fragmentation', **change)
                output = judge(agent, '--mode', 'both', '--metric', 'hours-to-critical', '-c', '1:').output
                seen.add(tuple(performance_data(output)))
        self.assertEqual(1, len(seen))

    def test_tells_the_agents_numbers(self):
        agent = RecordedMBeans()
        agent.change('AllocationFailures', Count=3)
        self.assertEqual({
            'node0_Normal_order4_unusable': '99.6%;80;95;0;100',
            'node0_Normal_order4_usable': '4194304B;;;0',
            'node0_Normal_order4_blocks': '64;;;0',
            'allocation_failures': '3c;;;0'}, dict(performance_data(judge(agent).output)))

    def test_draws_the_thresholds_at_the_metric_they_are_for(self):
        for arguments, label, value in (
                (('-w', '70', '-c', '90'), 'node0_Normal_order4_unusable', '99.6%;70;90;0;100'),
                (('--metric', 'usable-bytes', '-w', '1GiB:', '-c', '128MiB:'),
                 'node0_Normal_order4_usable', '4194304B;1073741824;134217728;0'),
                (('--metric', 'hours-to-critical', '-c', '6:'), 'hours_to_critical', '0;;6;0'),
                (('--metric', 'failures', '-c', '@1:9'), 'failures_recent', '1;;;0'),
                (('--metric', 'relief-age', '-w', '1h:'), 'relief_age', 'U;3600;;0')):
            with self.subTest(arguments=arguments):
                agent = RecordedMBeans()
                self.assertEqual(value, performance_data(judge(agent, *arguments).output)[label])

    def test_draws_no_lines_of_the_agent_at_an_order_that_it_does_not_judge(self):
        data = performance_data(judge(RecordedMBeans(), '--order', '2').output)
        self.assertEqual('97.2%;;;0;100', data['node0_Normal_order2_unusable'])

    def test_what_is_not_known_is_undetermined_and_not_zero(self):
        agent = RecordedMBeans('compacted')
        agent.change('Fragmentation', PageSizeBytes=None)
        agent.change('AllocationFailures', Count=None)
        data = performance_data(judge(agent, '--metric', 'hours-to-critical').output)
        for label in ('hours_to_critical', 'allocation_failures', 'node0_Normal_order4_usable'):
            self.assertEqual('U;;;0', data[label])

    def test_large_numbers_have_no_exponent(self):
        agent = RecordedMBeans()
        row = agent.mbeans['memfrag:type=Fragmentation']['Zones']['0']['Normal']
        row['freeBlocks'] = [0] * 10 + [10 ** 12]
        data = performance_data(judge(agent).output)
        self.assertEqual('4194304000000000000B;;;0', data['node0_Normal_order4_usable'])


class OutputTest(unittest.TestCase):
    def test_stays_within_what_nagios_reads_with_whole_performance_data(self):
        for count in (32, 33, 1024):
            with self.subTest(nodes=count):
                agent = RecordedMBeans()
                nodes(agent, count)
                output = judge(agent, '-vv').output
                self.assertLess(len(output), 8192)
                data = performance_data(output)
                self.assertEqual(32 * 3 + 1, len(data))
                self.assertEqual('1c;;;0', data['allocation_failures'])

    def test_what_others_wrote_cannot_break_it(self):
        hostile = 'a|b\nc\td\x1b[31m \u2265 5 \u00fc `x` \u2028'
        agent = RecordedMBeans()
        agent.change('Fragmentation', StateReason=hostile, Advice=hostile * 300, Cause=hostile, WorstZone=hostile)
        agent.change('AllocationFailures', LastMessage=hostile)
        agent.change('Agent', Warnings=[hostile])
        outcome = judge(agent, '-v')
        self.assertEqual(2, outcome.status)
        self.assertRegex(outcome.output, '^[\n -~]+$')
        self.assertEqual(1, outcome.output.count('|'))
        self.assertIn('a/b c d [31m >= 5 ? `x` ?', outcome.output)
        self.assertLess(len(outcome.output), 8192)

    def test_the_request_and_the_answer_show_at_the_highest_verbosity_but_never_the_password(self):
        with FakeAgent(login=('nagios', 'secret')) as agent:
            outcome = check(agent, '-vvv', '--user', 'nagios', environment={'MEMFRAG_PASSWORD': 'secret'})
        self.assertEqual(2, outcome.status)
        self.assertIn('"mbean": "memfrag:type=Fragmentation"', outcome.errors)
        self.assertIn('"State": 2', outcome.errors)
        self.assertNotIn('secret', outcome.errors + outcome.output)
