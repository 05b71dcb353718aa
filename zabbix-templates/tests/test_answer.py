"""What the JavaScript step of the master item makes of an answer, in Zabbix's own engine."""
import json
import unittest

from tests.zabbixjs import OK_HEAD, attributes_read, document, documents, got, posted, recorded, run, template

import items

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

    def test_counters_that_cannot_be_read_at_all_are_missing(self):
        """No kernel counts nothing: then an old value would be stale."""
        bean = self.beans['memfrag:type=Compaction']
        bean.update({name: None for name in bean})
        bean['PressureSomeAvg60Percent'] = 1.5
        made = document(posted(self.beans))
        self.assertEqual(made['Compaction'], {'PressureSomeAvg60Percent': 1.5, 'PressureFullAvg60Percent': ''})
        self.assertEqual(made['Agent']['Answer'], ANSWERS)

    def test_a_log_that_is_not_read_counts_nothing_and_says_why(self):
        self.beans['memfrag:type=AllocationFailures'].update(
            {'Count': None, 'Source': None, 'Reasons': ['/dev/kmsg: not permitted', 'journal: no journalctl']})
        made = document(posted(self.beans))['AllocationFailures']
        self.assertEqual((made['Count'], made['Counted'], made['Source'], made['Reasons']),
                         ('', 0, '', '/dev/kmsg: not permitted\njournal: no journalctl'))

    def test_a_log_without_a_failure_is_read(self):
        self.beans['memfrag:type=AllocationFailures']['Count'] = 0
        made = document(posted(self.beans))['AllocationFailures']
        self.assertEqual((made['Count'], made['Counted'], made['Reasons']), (0, 1, ''))

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
        self.assertEqual(made['glance'], dict(unusable='no reading', blocks='no reading', outlook='no reading', OK=0, WARNING=0,
                                              CRITICAL=0, UNKNOWN=100))
        self.assertEqual(set(made), {'Agent', 'Fragmentation', 'glance'})
        return made['Agent']['Error']

    def test_no_answer_at_all(self):
        for nothing in ('no answer', '\n'):
            self.assertIn('No HTTP answer: connection refused', self.error_of(nothing, ''))

    def test_a_refusal_says_what_to_check(self):
        for status, wanted in ((401, 'macros of user and password'), (403, 'may not read'), (404, 'macro of the path'),
                               (429, 'macros of user and password'), (503, 'HTTP 503')):
            with self.subTest(status):
                self.assertIn(wanted, self.error_of('', 'HTTP/1.1 %d No\r\n\r\n' % status))

    def test_a_page_of_errors_is_not_of_jolokia(self):
        for status in (400, 404, 429, 501):
            with self.subTest(status):
                self.assertIn('HTTP %d, what answers is not Jolokia but says "<html>' % status,
                              self.error_of('<html>Nothing', 'HTTP/1.1 %d No\r\n\r\n' % status))

    def test_a_failure_is_told_with_its_own_time(self):
        beans = recorded('fragmented')
        beans['memfrag:type=AllocationFailures'].update(Count=2, LastTime=1795430466000, LastMessage='order:4')
        self.assertIn('No. 2 at 2026-11-23 10:41:06 UTC: order:4', json.dumps(document(posted(beans))))

    def test_a_refusal_has_what_the_agent_said(self):
        self.assertIn('too many requests', self.error_of('{"error":"too many requests","status":429}', 'HTTP/1.1 429 No\r\n\r\n'))

    def test_the_password_is_in_no_error(self):
        for way in template.WAYS:
            self.assertNotIn('{$', template.master(way)['preprocessing'][1]['parameters'][0])

    def test_a_refused_login_is_of_macros_only_where_there_are_any(self):
        for status in (401, 429):
            error = document('', 'HTTP/1.1 %d No\r\n\r\n' % status, template.ByZabbixAgent)['Agent']['Error']
            self.assertIn('HTTP %d' % status, error)
            self.assertNotIn('macro', error)

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


def answer(value, mbean='memfrag:type=Fragmentation'):
    return json.dumps([{'status': 200, 'request': {'mbean': mbean}, 'value': value}])


FOREIGN = (
    '', '{}', '[]', '[null]', '[[]]', '[[[]]]', '[1,"2",true]', '[{}]', '"text"', 'true', '-0', '\x00\x01\x7f', '\ufeff[]', '\u00fc\u20ac',
    '{"status":200}', '{"status":"200"}', '{"status":1e999}', '{"status":404}', '[{"status":500,"error":{"deep":[]}}]',
    '[{"status":200.5,"error":7}]', '[{"status":200,"request":{}}]', '[{"status":200,"request":null}]',
    '[{"status":200,"request":[]}]', '[{"status":200,"request":{"mbean":7},"value":{}}]',
    '[{"status":200,"request":{"mbean":"memfrag:type=Fragmentation"}}]', '[' * 5000, '{"a":' * 5000, '[' * 900 + ']' * 900,
    'HTTP/1.1 200 OK', answer('text'), answer([]), answer([1, 2]), answer(None), answer(7), answer(True),
    answer({'x': 1}, 'java.lang:type=Memory'), answer({}, 'memfrag:type=error'), answer({}, 'memfrag:type=constructor'),
    answer({}, '__proto__'), answer('text', 'memfrag:type=*'), answer(['text'], 'memfrag:type=*'),
    answer({'memfrag:type=Fragmentation': 'text'}, 'memfrag:type=*'), answer({'*': {'*': {'*': {}}}}, '*'))
TOO_LARGE = ('x' * 20000000, '[' + '{},' * 3000000 + '{}]')
HUGE = ('[' + '{},' * 200000 + '{}]', '[' + '1,' * 3000000 + '1]', '{"a":"' + 'x' * 7000000 + '"}',
    json.dumps([{'status': 404, 'error': 'x' * 1000}] * 2000), answer(dict.fromkeys(map(str, range(100000)), 1)))
HEADS = (
    '', 'HTTP/1.1', 'HTTP/1.1 200 OK', 'HTTP/2 200\n', 'HTTP/1.1 999999999999999999999 OK\r\n\r\n', 'HTTP/1.1 OK\r\n\r\n',
    '\r\n\r\n', 'HTTP/1.1 200 OK\r\n' * 9, 'HTTP/1.1 100 Continue\r\n\r\n' * 500, 'SSH-2.0-OpenSSH_9.2\r\n',
    '\x15\x03\x03\x00\x02\x02P', 'HTTP/1.1 200 OK\r\n' + 'X: y\r\n' * 500000)
MISSING = object()
OF_ANOTHER_KIND = ('text', 7.5, -1, True, [], ['text'], [[]], [None], {}, {'0': 7}, {'0': {'Normal': 7}}, {'0': {'Normal': {}}},
                   {'dropCaches': []}, None)


class HostileTest(unittest.TestCase):
    """Whatever comes, a document is made of it from which the items can be taken."""

    def check(self, made):
        self.assertIn(made['Agent']['Answer'], (ANSWERS, IN_PART, NOT_AT_ALL))
        self.assertEqual(made['Agent']['Error'] == '', made['Agent']['Answer'] == ANSWERS)
        self.assertLess(len(made['Agent']['Error']), 2000)
        self.assertIn(made['Fragmentation'].get('State', ''), (0, 1, 2, 3, ''))

    def test_what_is_not_memfrag_is_no_answer_and_said_to_be_so(self):
        for body, made in zip(FOREIGN, documents([OK_HEAD + body for body in FOREIGN])):
            with self.subTest(body[:80]):
                self.check(made)
                self.assertEqual(made['Agent']['Answer'], NOT_AT_ALL)
                self.assertRegex(made['Agent']['Error'], 'not Jolokia but says|does not tell Fragmentation')

    def test_heads_that_are_none(self):
        for head, made in zip(HEADS, documents(HEADS)):
            with self.subTest(head[:40]):
                self.check(made)
                self.assertEqual(made['Agent']['Answer'], NOT_AT_ALL)

    def test_an_answer_that_is_too_large_is_not_looked_at(self):
        for body in TOO_LARGE:
            made = document(body)
            self.check(made)
            self.assertIn('it says %d characters' % len(OK_HEAD + body), made['Agent']['Error'])

    def test_huge_answers(self):
        for body in HUGE:
            with self.subTest(body[:20]):
                made = document(body)
                self.check(made)
                self.assertEqual(made['Agent']['Answer'], IN_PART if 'Fragmentation' in body[:100] else NOT_AT_ALL)

    def test_what_nobody_has_thought_of_is_no_answer_and_told(self):
        broken = template.master(template.ByHttp)['preprocessing'][1]['parameters'][0].replace('function told(', 'function untold(')
        made = json.loads(run(broken, OK_HEAD))
        self.check(made)
        self.assertIn('cannot read the answer: ReferenceError', made['Agent']['Error'])

    def test_an_attribute_that_is_missing_or_of_another_kind_is_named(self):
        cases, answers = [], []
        for type, attribute in attributes_read():
            for given in (MISSING,) + OF_ANOTHER_KIND:
                beans = recorded('fragmented')
                bean = beans['memfrag:type=' + type]
                bean[attribute] = given
                if given is MISSING:
                    del bean[attribute]
                cases.append((type + '.' + attribute, given))
                answers.append(OK_HEAD + posted(beans))
        for (name, given), made in zip(cases, documents(answers)):
            with self.subTest('%s: %s' % (name, given)):
                self.check(made)
                self.assertNotEqual(made['Agent']['Answer'], NOT_AT_ALL)
                # No attribute is of the last two kinds.
                if given is MISSING or given in ([[]], [None]):
                    self.assertIn('does not tell %s: ' % name, made['Agent']['Error'])
                elif made['Agent']['Answer'] == IN_PART:
                    self.assertIn(name, made['Agent']['Error'])

    def test_only_the_items_of_a_missing_attribute_have_no_value(self):
        whole = document(posted(recorded('fragmented')))
        for type, attribute, paths in (
                ('Agent', 'Warnings', {'Agent.Warnings'}), ('Relief', 'Available', {'Relief.Allowed', 'Relief.Obstacles'}),
                ('Fragmentation', 'WatchOrders', {'heat'}), ('Fragmentation', 'State', {'Fragmentation.State'}),
                ('Fragmentation', 'HoursToCritical', {'Fragmentation.HoursToCritical'}),
                ('AllocationFailures', 'Count', {'AllocationFailures.Count', 'AllocationFailures.Counted',
                                                 'AllocationFailures.LastTold'})):
            with self.subTest(attribute):
                beans = recorded('fragmented')
                del beans['memfrag:type=' + type][attribute]
                made = document(posted(beans))
                # What is shown at a glance follows the figures, and always says something.
                differing = {one.path for one in items.HOST if not one.path.startswith('glance.')
                             and taken(made, one.path) != taken(whole, one.path)}
                self.assertEqual(differing, paths | {'Agent.Answer', 'Agent.Error'})
                self.assertEqual({taken(made, path) or None for path in paths}, {None})
                self.assertEqual((made['zones'], made['orders']), (whole['zones'], whole['orders']))

    def test_a_zone_that_lacks_a_figure_has_the_others(self):
        beans = recorded('fragmented')
        for zone in beans['memfrag:type=Fragmentation']['Zones']['0'].values():
            del zone['freeBytes']
        made = document(posted(beans))
        self.assertIn('does not tell Fragmentation.Zones.freeBytes: ', made['Agent']['Error'])
        self.assertNotIn('freeBytes', made['zones']['0 Normal'])
        self.assertIn('unusableFreePercent', made['zones']['0 Normal'])

    def test_orders_of_which_no_free_blocks_are_told(self):
        beans = recorded('fragmented')
        del beans['memfrag:type=Fragmentation']['FreeBlocks'][5:]
        made = document(posted(beans))
        self.assertIn('does not tell Fragmentation.FreeBlocks: ', made['Agent']['Error'])
        self.assertEqual((made['orders']['4']['freeBlocks'], 'freeBlocks' in made['orders']['5']), (159, False))
        self.assertEqual(len(made['orderList']), 11)


def taken(made, path):
    """None is what is not there."""
    for name in path.split('.'):
        made = made.get(name) if made is not None else None
    return made


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


class GlanceTest(unittest.TestCase):
    def shown(self, **attributes):
        beans = recorded('fragmented')
        beans['memfrag:type=Fragmentation'].update(attributes)
        return document(posted(beans))['glance']

    def test_figures_in_words(self):
        shown = self.shown(UnusableFreePercent=99.64, AvailableBlocks=64, WatchOrder=4)
        self.assertEqual((shown['unusable'], shown['blocks']), ('99.6 %', '64 of order 4'))

    def test_the_share_is_in_the_color_of_the_state_alone(self):
        for number, name in enumerate(('OK', 'WARNING', 'CRITICAL')):
            shown = self.shown(State=number, UnusableFreePercent=87.5)
            self.assertEqual({state: shown[state] for state in ('OK', 'WARNING', 'CRITICAL', 'UNKNOWN') if shown[state]}, {name: 87.5})

    def test_an_unknown_state_fills_the_graph(self):
        shown = self.shown(State=UNKNOWN, UnusableFreePercent=None)
        self.assertEqual((shown['OK'], shown['WARNING'], shown['CRITICAL'], shown['UNKNOWN']), (0, 0, 0, 100))
        self.assertEqual(shown['unusable'], 'no reading')

    def test_the_outlook(self):
        for state, hours, trend, wanted in ((2, None, None, 'now'), (1, 0.0, 2.0, 'now'), (0, 6.532, 2.0, 'in 6.5 h'),
                                            (0, None, 0.0, 'not in sight'), (0, None, None, 'too early to tell')):
            with self.subTest(wanted):
                self.assertEqual(self.shown(State=state, HoursToCritical=hours, TrendPercentPerHour=trend)['outlook'], wanted)

    def test_of_failures_with_one_message_each_is_told(self):
        beans = recorded('fragmented')
        failures = beans['memfrag:type=AllocationFailures']
        told = []
        for failures['Count'] in (0, 1, 2):
            failures['LastMessage'] = 'order:4' if failures['Count'] else None
            told.append(document(posted(beans))['AllocationFailures']['LastTold'])
        self.assertEqual(told, ['', 'No. 1 at 2026-11-23 10:58:36 UTC: order:4', 'No. 2 at 2026-11-23 10:58:36 UTC: order:4'])


class ReliefTest(unittest.TestCase):
    def relief_of(self, **attributes):
        beans = recorded('fragmented')
        beans['memfrag:type=Relief'].update(attributes)
        return document(posted(beans))['Relief']

    def test_before_the_first_there_is_no_result(self):
        last = self.relief_of(LastReport=None)['last']
        self.assertEqual((last['succeeded'], last['id'], last['conclusion'], last['told']), (2, 0, '', ''))

    def test_a_report(self):
        report = {'id': 3, 'succeeded': False, 'conclusion': 'nothing', 'freedBytes': -4096, 'startTime': 7, 'steps': {'1': {}}}
        last = self.relief_of(LastReport=report)['last']
        self.assertEqual((last['succeeded'], last['id'], last['conclusion'], last['freedBytes']), (0, 3, 'nothing', -4096))
        self.assertEqual(self.relief_of(LastReport=dict(report, succeeded=True))['last']['succeeded'], 1)
        self.assertNotIn('steps', last)
        last = self.relief_of(LastReport=dict(report, operation='relieve(4)', requestedBy='HTTP'))['last']
        self.assertEqual(last['told'], 'No. 3, relieve(4), HTTP: nothing')

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
