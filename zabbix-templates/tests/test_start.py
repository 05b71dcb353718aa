"""The webhook that has an agent start a relief, in Zabbix's own engine, against something that answers as an agent does."""
import base64
import json
import os
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

from tests.zabbixjs import TEMPLATES, run

with open(os.path.join(TEMPLATES, 'remediation', 'start.js'), encoding='utf-8') as source:
    START = source.read()


class Agent:
    """Answers what it is told to, and remembers what it was asked."""

    def __init__(self):
        self.asked = []
        self.logins = []
        self.answers = {}
        agent = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                request = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                agent.asked.append(request)
                agent.logins.append(self.headers['Authorization'])
                body = agent.answers[request['type']].encode()
                self.send_response(200)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self._server = HTTPServer(('127.0.0.1', 0), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class StartTest(unittest.TestCase):
    def setUp(self):
        self.agent = Agent()
        self.addCleanup(self.agent.close)
        self.agent.answers = {'read': '{"status":200,"value":4}', 'exec': '{"status":200,"value":17}'}
        self.wanted = {'scheme': 'http', 'host': '127.0.0.1', 'port': str(self.agent.port), 'path': '/jolokia/', 'user': 'ops',
                       'password': 'p:"w', 'operation': 'compact', 'max': 'compact', 'caches': 'pagecache'}

    def said(self, **changes):
        return run(START, json.dumps(dict(self.wanted, **changes)))

    def refused(self, **changes):
        with self.assertRaises(AssertionError) as refusal:
            self.said(**changes)
        return str(refusal.exception)

    def test_it_names_the_relief_that_it_started(self):
        self.assertIn('started relief 17: compaction', self.said())
        self.assertEqual(self.agent.asked, [
            {'type': 'exec', 'mbean': 'memfrag:type=Relief', 'operation': 'startCompactMemory()', 'arguments': []}])

    def test_it_logs_in(self):
        self.said()
        self.assertEqual(self.agent.logins, ['Basic ' + base64.b64encode(b'ops:p:"w').decode()])

    def test_a_relief_is_for_the_deciding_order(self):
        self.assertIn('started relief 17 for blocks of order 4, up to pagecache', self.said(operation='relieve', max='pagecache'))
        self.assertEqual(self.agent.asked[1]['operation'], 'startRelieve(int,java.lang.String)')
        self.assertEqual(self.agent.asked[1]['arguments'], [4, 'pagecache'])

    def test_caches_are_as_the_kernel_counts_them(self):
        for caches, number in (('pagecache', 1), ('dentries and inodes', 2), ('both', 3)):
            with self.subTest(caches):
                self.said(operation='drop', caches=caches)
                self.assertEqual((self.agent.asked[-1]['operation'], self.agent.asked[-1]['arguments']),
                                 ('startDropCaches(int)', [number]))

    def test_what_it_does_not_know_is_not_asked_for(self):
        for changes in ({'operation': 'reboot'}, {'operation': 'relieve', 'max': 'everything'},
                        {'operation': 'drop', 'caches': '4'}):
            with self.subTest(str(changes)):
                self.assertIn(list(changes.values())[-1], self.refused(**changes))
        self.assertEqual(self.agent.asked, [])

    def test_a_macro_that_the_host_does_not_have_is_named(self):
        self.assertIn('macro {$MEMFRAG.PORT} is not set: the host needs the template', self.refused(port='{$MEMFRAG.PORT}'))

    def test_without_a_user_nobody_is_asked(self):
        self.assertIn('set {$MEMFRAG.RELIEF.USER} and its password', self.refused(user=''))
        self.assertEqual(self.agent.asked, [])

    def test_what_the_agent_says_against_it_is_told(self):
        self.agent.answers['exec'] = '{"status":403,"error":"the user ops may not go as far as all"}'
        self.assertIn('memfrag: HTTP 403: the user ops may not go as far as all', self.refused())

    def test_something_else_than_jolokia(self):
        self.agent.answers['exec'] = '<html>'
        self.assertIn('what answers is not Jolokia', self.refused())

    def test_nobody_there(self):
        self.assertIn('memfrag: ', self.refused(port='1'))

    def test_no_error_has_the_password(self):
        self.agent.answers['exec'] = '<html>'
        for changes in ({}, {'port': '1'}, {'operation': 'reboot'}):
            self.assertNotIn(self.wanted['password'], self.refused(**changes))


if __name__ == '__main__':
    unittest.main()
