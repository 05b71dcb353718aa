"""What the JavaScript step of the master item makes of an answer, in Zabbix's own engine."""
import json
import unittest

from tests.zabbixjs import OK_HEAD, document, got, posted, recorded

ANSWERS, IN_PART, NOT_AT_ALL = 0, 1, 2
UNKNOWN = 3


class AnswerTest(unittest.TestCase):
    def setUp(self):
        self.beans = recorded('fragmented')
        self.host = self.beans['memfrag:type=Fragmentation']

    def test_both_ways_make_the_same_document(self):
        self.assertEqual(document(posted(self.beans)), document(got(self.beans)))

    def test_a_good_answer_has_no_error(self):
        agent = document(posted(self.beans))['Agent']
        self.assertEqual((agent['Answer'], agent['Error']), (ANSWERS, ''))

    def test_figures_are_those_of_the_mbeans(self):
        host = document(posted(self.beans))['Fragmentation']
        for name in ('State', 'StateReason', 'Cause', 'UnusableFreePercent', 'AvailableBlocks', 'FreeBytes', 'WorstZone'):
            self.assertEqual(host[name], self.host[name], name)

    def test_a_100_continue_before_the_answer_is_no_answer(self):
        self.assertEqual(document(posted(self.beans), 'HTTP/1.1 100 Continue\r\n\r\n' + OK_HEAD)['Agent']['Answer'], ANSWERS)

    def test_heads_that_end_their_lines_with_a_line_feed_alone(self):
        self.assertEqual(document(posted(self.beans), 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n')['Agent']['Answer'],
                         ANSWERS)

    def test_a_null_is_empty_and_never_0(self):
        self.beans['memfrag:type=AllocationFailures']['LastTime'] = None
        self.assertEqual(document(posted(self.beans))['AllocationFailures']['LastTime'], '')

    def test_what_this_kernel_does_not_count_is_empty(self):
        self.assertEqual(document(posted(self.beans))['Compaction']['CompactDaemonWake'], '')

    def test_without_a_forecast_it_is_minus_1(self):
        self.host['HoursToCritical'] = None
        self.assertEqual(document(posted(self.beans))['Fragmentation']['HoursToCritical'], -1)

    def test_a_forecast_of_0_hours_stays_0(self):
        self.host['HoursToCritical'] = 0.0
        self.assertEqual(document(posted(self.beans))['Fragmentation']['HoursToCritical'], 0)

    def test_a_host_that_is_not_linux_is_unknown_and_says_why(self):
        self.host.update({name: None for name in self.host if name not in ('WatchOrder', 'WatchOrders', 'Advice')})
        self.host.update({'Supported': False, 'State': UNKNOWN, 'StateReason': 'no /proc'})
        made = document(posted(self.beans))
        self.assertEqual((made['Fragmentation']['State'], made['Fragmentation']['StateReason']), (UNKNOWN, 'no /proc'))
        self.assertEqual((made['Fragmentation']['HoursToCritical'], made['zoneList'], made['orderList'], made['heat']),
                         ('', [], [], ''))
        self.assertEqual(made['Agent']['Answer'], ANSWERS)

    def test_warnings_are_a_line_each(self):
        self.beans['memfrag:type=Agent']['Warnings'] = ['one', 'two']
        self.assertEqual(document(posted(self.beans))['Agent']['Warnings'], 'one\ntwo')


class ErrorTest(unittest.TestCase):
    def error_of(self, body, head=OK_HEAD):
        made = document(body, head)
        self.assertEqual(made['Agent']['Answer'], NOT_AT_ALL)
        self.assertEqual(made['Fragmentation'], {'State': UNKNOWN, 'StateReason': 'No reading: ' + made['Agent']['Error']})
        self.assertEqual(set(made), {'Agent', 'Fragmentation'})
        return made['Agent']['Error']

    def test_no_answer_at_all(self):
        for nothing in ('no answer', '\n'):
            self.assertIn('No HTTP answer: connection refused', self.error_of(nothing, ''))

    def test_a_refusal_says_what_to_check(self):
        for status, wanted in ((401, 'macros of user and password'), (403, 'may not read'), (404, 'macro of the path'),
                               (429, 'macros of user and password'), (503, 'HTTP 503')):
            with self.subTest(status):
                self.assertIn(wanted, self.error_of('', 'HTTP/1.1 %d No\r\n\r\n' % status))

    def test_a_refusal_has_what_the_agent_said(self):
        self.assertIn('too many requests', self.error_of('{"error":"too many requests","status":429}', 'HTTP/1.1 429 No\r\n\r\n'))

    def test_the_password_is_in_no_error(self):
        from template import ByHttp, master
        self.assertNotIn('{$', master(ByHttp)['preprocessing'][1]['parameters'][0])

    def test_something_else_than_jolokia(self):
        for body in ('<html>', 'null', '7', ''):
            with self.subTest(body):
                self.assertIn('not Jolokia', self.error_of(body))

    def test_an_mbean_that_is_missing_takes_only_its_own_figures(self):
        beans = recorded('fragmented')
        beans['memfrag:type=Compaction'] = None
        made = document(posted(beans))
        self.assertEqual(made['Agent']['Answer'], IN_PART)
        self.assertIn('does not tell Compaction', made['Agent']['Error'])
        self.assertIn('no such MBean: memfrag:type=Compaction', made['Agent']['Error'])
        self.assertNotIn('Compaction', made)
        self.assertEqual(made['Fragmentation']['State'], 2)

    def test_without_the_main_mbean_there_is_no_answer(self):
        beans = recorded('fragmented')
        beans['memfrag:type=Fragmentation'] = None
        self.assertIn('does not tell Fragmentation', self.error_of(posted(beans)))

    def test_a_pattern_that_finds_nothing(self):
        self.assertIn('does not tell Fragmentation, Compaction', self.error_of(got({})))


class ZonesAndOrdersTest(unittest.TestCase):
    def test_the_zones_of_eight_nodes_are_listed_in_order(self):
        beans = recorded('eight-nodes')
        host = beans['memfrag:type=Fragmentation']
        host['Zones'] = {node: dict(reversed(zones.items())) for node, zones in reversed(host['Zones'].items())}
        rows = document(posted(beans))['zoneList']
        names = ['%d %s' % (row['node'], row['zone']) for row in rows]
        self.assertEqual(names, sorted(names))
        self.assertEqual({row['node'] for row in rows}, set(range(8)))

    def test_each_zone_has_the_figures_of_the_table(self):
        beans = recorded('fragmented')
        made = document(posted(beans))
        for zone, row in beans['memfrag:type=Fragmentation']['Zones']['0'].items():
            figures = made['zones']['0 ' + zone]
            self.assertEqual((figures['unusableFreePercent'], figures['freeBytes']),
                             (row['unusableFreePercent'], row['freeBytes']))
            self.assertEqual(figures['watched'], int(row['watched']))

    def test_usable_bytes_are_available_blocks_of_the_deciding_order(self):
        beans = recorded('pages-of-64k')
        host = beans['memfrag:type=Fragmentation']
        made = document(posted(beans))
        for zone, row in host['Zones']['0'].items():
            self.assertEqual(made['zones']['0 ' + zone]['usableBytes'], row['availableBlocks'] * (65536 << host['WatchOrder']))

    def test_orders_tell_their_size(self):
        sizes = {row['order']: row['size'] for row in document(posted(recorded('fragmented')))['orderList']}
        self.assertEqual((len(sizes), sizes[0], sizes[4], sizes[10]), (11, '4 KiB', '64 KiB', '4 MiB'))
        sizes = {row['order']: row['size'] for row in document(posted(recorded('pages-of-64k')))['orderList']}
        self.assertEqual((len(sizes), sizes[0], sizes[13]), (14, '64 KiB', '512 MiB'))

    def test_shares_are_of_all_free_memory(self):
        for name in ('fragmented', 'compacted', 'pages-of-64k'):
            self.assertAlmostEqual(sum(document(posted(recorded(name)))['shares'].values()), 100, delta=0.2)

    def test_no_block_of_64_kib_is_small(self):
        self.assertEqual(document(posted(recorded('pages-of-64k')))['shares']['UnderThirtyTwoKiB'], 0)

    def test_of_no_free_memory_there_are_no_shares(self):
        beans = recorded('fragmented')
        beans['memfrag:type=Fragmentation']['FreeBlocks'] = [0] * 11
        self.assertEqual(set(document(posted(beans))['shares'].values()), {''})

    def test_the_heat_has_a_bar_for_each_order_and_brackets_at_the_watched(self):
        self.assertEqual(document(posted(recorded('fragmented')))['heat'], '0▁ 1▄ 2█ 3█ [4█] 5█ 6█ 7█ 8█ 9█ 10█')


class ReliefTest(unittest.TestCase):
    def relief_of(self, **attributes):
        beans = recorded('fragmented')
        beans['memfrag:type=Relief'].update(attributes)
        return document(posted(beans))['Relief']

    def test_before_the_first_there_is_no_result(self):
        last = self.relief_of(LastReport=None)['last']
        self.assertEqual((last['succeeded'], last['id'], last['conclusion']), (2, '', ''))

    def test_a_report(self):
        report = {'id': 3, 'succeeded': False, 'conclusion': 'nothing', 'freedBytes': -4096, 'startTime': 7, 'steps': {'1': {}}}
        last = self.relief_of(LastReport=report)['last']
        self.assertEqual((last['succeeded'], last['id'], last['conclusion'], last['freedBytes']), (0, 3, 'nothing', -4096))
        self.assertEqual(self.relief_of(LastReport=dict(report, succeeded=True))['last']['succeeded'], 1)
        self.assertNotIn('steps', last)

    def test_obstacles_are_a_line_each(self):
        relief = self.relief_of(Available={
            'dropCaches': {'operation': 'dropCaches', 'allowed': False, 'obstacle': 'not root'},
            'compactMemory': {'operation': 'compactMemory', 'allowed': True, 'obstacle': None}})
        self.assertEqual((relief['Allowed'], relief['Obstacles']), (1, 'dropCaches: not root'))


class SizeTest(unittest.TestCase):
    def test_the_request_is_short_enough_to_be_sent_at_once(self):
        """curl asks for a 100 Continue from 1 MB on, older ones from 1 KB on: a second round trip a poll."""
        from template import ByHttp
        self.assertLess(len(ByHttp.master()['posts']), 1024)
        json.loads(ByHttp.master()['posts'])


if __name__ == '__main__':
    unittest.main()
