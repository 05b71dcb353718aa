"""Whatever comes instead of an agent's answer: UNKNOWN, one line that says what to do, never a traceback, never OK."""
import json
import math
import random
import socket
import threading
import time
import unittest

from tests.fake_agent import FakeAgent, RecordedMBeans, Reply, recorded
from tests.running import CHECK, CHECK_MEMFRAG, check, judge, run

MEGABYTE = 1 << 20


class BadInputTest(unittest.TestCase):
    def assert_unknown(self, outcome, text):
        self.assertEqual('', outcome.errors)
        self.assertEqual(3, outcome.status, outcome.output)
        self.assertRegex(outcome.output, '^MEMFRAG UNKNOWN: [ -~]+\n?$')
        self.assertIn(text, outcome.output)

    def test_answers_that_are_none(self):
        proper = json.dumps([{'status': 200, 'value': {}}] * 3).encode()
        for name, reply, text in (
                ('401', Reply(status=401), 'use --user and --password-file'),
                ('403', Reply(status=403), 'see http.users and http.anonymous of the agent'),
                ('404', Reply(b'<html>', 404, 'text/html'), 'there is no Jolokia at /jolokia/, check -p and --path'),
                ('redirect', Reply(status=302, headers=[('Location', 'https://other/jolokia/')]),
                 'it sends us to https://other/jolokia/'),
                ('500', Reply(b'{"status":500,"error":"out of order"}', 500), '500 (out of order)'),
                ('503', Reply(status=503), 'answers 503 (Service Unavailable)'),
                ('HTML', Reply(b'<html>It works!</html>', content_type='text/html'), 'answers text/html, not JSON'),
                ('no body', Reply(), 'not JSON'),
                ('bytes', Reply(b'\xff\xfe\x00'), 'not JSON'),
                ('cut JSON', Reply(proper[:-9]), 'not JSON'),
                ('deep JSON', Reply(b'[' * 100000), 'not JSON'),
                ('a number', Reply(b'5'), 'not as Jolokia does'),
                ('null', Reply(b'null'), 'not JSON'),
                ('an object', Reply(b'{"hello":"world"}'), 'no reason given'),
                ('a refusal of all', Reply(b'{"status":403,"error":"who are you?"}'), 'answers 403 (who are you?)'),
                ('too few answers', Reply(json.dumps([{'status': 200, 'value': {}}]).encode()), 'not as Jolokia does'),
                ('answers of text', Reply(b'["a","b","c"]'), 'not as Jolokia does'),
                ('no status', Reply(b'[{},{},{}]'), 'not as Jolokia does'),
                ('no values', Reply(proper), 'the agent says nothing of Supported in Fragmentation'),
                ('null values', Reply(proper.replace(b'{}', b'null')), 'the agent says nothing of Supported')):
            with self.subTest(reply=name), FakeAgent() as agent:
                agent.reply = reply
                self.assert_unknown(check(agent), text)

    def test_a_huge_answer_is_not_read(self):
        def endless(handler):
            handler.send_response(200)
            handler.end_headers()
            try:
                for sent in range(50):
                    handler.server.sent = sent
                    handler.wfile.write(b'[' + b' ' * MEGABYTE)
            except OSError:
                pass
            handler.close_connection = True
        for name, reply in (('announced', Reply(b' ' * (50 * MEGABYTE))), ('not announced', endless)):
            with self.subTest(answer=name), FakeAgent() as agent:
                agent.reply = reply
                self.assert_unknown(check(agent), 'is longer than 8.0 MiB')
        self.assertLess(agent.sent, 20)

    def test_errors_within_the_answer(self):
        for name, status, error_type, error, text in (
                ('Fragmentation', 403, 'java.lang.SecurityException', 'closed',
                 'does not allow anybody to read memfrag:type=Fragmentation: closed'),
                ('AllocationFailures', 404, 'javax.management.InstanceNotFoundException', 'memfrag:type=AllocationFailures',
                 'attach memfrag-agent to this JVM, or update it'),
                ('Fragmentation', 500, 'java.lang.IllegalStateException', 'the kernel file is gone', 'the kernel file is gone'),
                ('Agent', 500, None, None, 'no reason given')):
            with self.subTest(mbean=name, status=status):
                self.assert_unknown(judge(FailingMBean('memfrag:type=' + name, status, error_type, error)), text)

    def test_a_jvm_without_our_agent(self):
        agent = RecordedMBeans()
        agent.mbeans = {}
        self.assert_unknown(judge(agent), 'attach memfrag-agent to this JVM')

    def test_an_agent_that_is_too_old(self):
        agent = RecordedMBeans()
        del agent.mbeans['memfrag:type=Fragmentation']['HoursToCritical']
        self.assert_unknown(judge(agent), 'or update it to 1.0.0')

    def test_a_host_that_is_not_linux(self):
        agent = RecordedMBeans()
        agent.change('Fragmentation', Supported=False, UnsupportedReason='no /proc/buddyinfo: not Linux', Zones=None, State=3)
        self.assert_unknown(judge(agent), 'no /proc/buddyinfo: not Linux')

    def test_values_of_another_type(self):
        for attribute, value in (('State', 'CRITICAL'), ('State', 7), ('State', None), ('State', 2.5), ('Zones', 'none'),
                                 ('Zones', {'0': 5}), ('Zones', None), ('Zones', {}), ('WorstZone', 4),
                                 ('UnusableFreePercent', None), ('UnusableFreePercent', True), ('UnusableFreePercent', math.inf),
                                 ('UnusableFreePercent', math.nan), ('WatchOrders', []),
                                 ('WatchOrders', ['four']), ('WatchOrder', [4]), ('StateReason', {}), ('AvailableBlocks', 'many'),
                                 ('AvailableBlocks', 10 ** 400)):
            with self.subTest(attribute=attribute, value=value):
                agent = RecordedMBeans('compacted')
                agent.change('Fragmentation', **{attribute: value})
                self.assert_unknown(judge(agent), '')

    def test_nobody_answers(self):
        with socket.socket() as taken:
            taken.bind(('127.0.0.1', 0))
            self.assert_unknown(run(CHECK, '-p', taken.getsockname()[1]), 'Connection refused): does the agent run')

    def test_a_name_that_is_none(self):
        self.assert_unknown(run(CHECK, '-H', 'no.such.host.invalid'), 'cannot resolve no.such.host.invalid')
        self.assert_unknown(run(CHECK, '-H', 'a' * 70 + '.example'), 'check -H')

    def test_a_server_that_speaks_something_else(self):
        for name, greeting in (('SSH', b'SSH-2.0-OpenSSH_9.2\r\n'), ('TLS', b'\x15\x03\x03\x00\x02\x02\x46'), ('none', b'')):
            with self.subTest(server=name), RawServer(greeting) as server:
                self.assert_unknown(run(CHECK, '-p', server.port), 'use --ssl if it has TLS')

    def test_every_mutilated_answer_gives_a_state_or_a_trouble(self):
        """Seeded: what fails here fails again."""
        dice = random.Random(6)
        options = CHECK_MEMFRAG.command_line(['-v', '--mode', 'both', '--metric', 'compaction-failures', '-c', '50'])
        for answers in ('fragmented', 'eight-nodes'):
            for _ in range(300):
                jolokia = Mutilating(answers, dice)
                try:
                    state, _ = CHECK_MEMFRAG.check(jolokia, options)
                    self.assertIn(state, range(4))
                except CHECK_MEMFRAG.Trouble:
                    pass
                except Exception:
                    print('mutilated:', jolokia.place)
                    raise


class Mutilating(CHECK_MEMFRAG.Jolokia):
    """Replaces one value of a proper answer by another valid JSON value."""

    def __init__(self, answers, dice):
        self._place = 'nowhere'
        self._mbeans = recorded(answers)
        self._dice = dice

    def _json(self, requests):
        answers = [{'status': 200, 'value': self._mbeans[request['mbean']]} for request in requests]
        places = []

        def walk(value, path):
            for key in (value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()):
                places.append((value, key, path + [key]))
                walk(value[key], path + [key])
        walk(answers, [])
        holder, key, path = self._dice.choice(places)
        holder[key] = self._dice.choice((None, True, -1, 0.5, 10 ** 400, 1e308, math.nan, math.inf, 'text', '', [], {}, [None],
                                         {'a': {}}))
        self.place = '%s = %r' % (path, holder[key])
        return answers


class FailingMBean(RecordedMBeans):
    def __init__(self, mbean, *error):
        super().__init__()
        self._mbean = mbean
        self._error = error

    def answer(self, request):
        return self.error(request, *self._error) if request['mbean'] == self._mbean else super().answer(request)


class TimeOutTest(unittest.TestCase):
    def assert_timed_out(self, outcome, stage):
        self.assertEqual((3, ''), (outcome.status, outcome.errors))
        self.assertRegex(outcome.output, '^MEMFRAG UNKNOWN: timed out after 1 s while %s 127.0.0.1 port [0-9]+\n$' % stage)

    def test_a_server_that_does_not_answer(self):
        with RawServer(None) as server:
            self.assert_timed_out(run(CHECK, '-p', server.port, '-t', 1), 'waiting for the answer of')

    def test_a_server_that_does_not_greet_with_tls(self):
        with RawServer(None) as server:
            self.assert_timed_out(run(CHECK, '-p', server.port, '-t', 1, '--ssl'), 'agreeing on TLS with')

    def test_an_answer_in_drops(self):
        def drops(handler):
            handler.send_response(200)
            handler.end_headers()
            try:
                for _ in range(300):
                    handler.wfile.write(b' ')
                    time.sleep(0.05)
            except OSError:
                pass
        with FakeAgent() as agent:
            agent.reply = drops
            self.assert_timed_out(check(agent, '-t', 1), 'reading the answer of')

    def test_headers_in_drops(self):
        with RawServer(b'HTTP/1.1 200 OK\r\n', drop=b'A: b\r\n') as server:
            self.assert_timed_out(run(CHECK, '-p', server.port, '-t', 1), 'waiting for the answer of')


class UnreachableStateTest(unittest.TestCase):
    def test_is_taken_when_no_agent_answers(self):
        with socket.socket() as taken:
            taken.bind(('127.0.0.1', 0))
            for state, status in (('critical', 2), ('warning', 1), ('unknown', 3)):
                outcome = run(CHECK, '-p', taken.getsockname()[1], '--unreachable-state', state)
                self.assertEqual(status, outcome.status)
                self.assertTrue(outcome.output.startswith('MEMFRAG %s: cannot connect' % state.upper()), outcome.output)

    def test_is_taken_when_the_time_is_up(self):
        with RawServer(None) as server:
            self.assertEqual(2, run(CHECK, '-p', server.port, '-t', 1, '--unreachable-state', 'critical').status)

    def test_is_not_taken_when_the_answer_is_wrong(self):
        with FakeAgent() as agent:
            agent.reply = Reply(status=401)
            self.assertEqual(3, check(agent, '--unreachable-state', 'critical').status)

    def test_is_never_ok(self):
        outcome = run(CHECK, '--unreachable-state', 'ok')
        self.assertEqual(3, outcome.status)
        self.assertIn('invalid choice', outcome.output)


class RawServer:
    """Sends a greeting, or nothing and stays silent; with drop, that again and again."""

    def __init__(self, greeting, drop=None):
        self._greeting = greeting
        self._drop = drop
        self._listener = socket.socket()
        self._listener.bind(('127.0.0.1', 0))
        self._listener.listen(5)
        self.port = self._listener.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *error):
        self._listener.close()

    def _serve(self):
        client, _ = self._listener.accept()
        with client:
            try:
                client.recv(65536)
                client.sendall(self._greeting or b'')
                while self._drop:
                    client.sendall(self._drop)
                    time.sleep(0.05)
                while self._greeting is None and client.recv(65536):
                    pass
            except OSError:
                pass  # The check has left.
