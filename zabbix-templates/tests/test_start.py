"""The webhook that has an agent start a relief, in Zabbix's own engine, against something that answers as an agent does."""
import base64
import json
import os
import socket
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

from tests.zabbixjs import TEMPLATES, run

with open(os.path.join(TEMPLATES, 'remediation', 'start.js'), encoding='utf-8') as source:
    START = source.read()


class Agent:
    """Answers what it is told to, and remembers what it was asked."""

    def __init__(self, address='127.0.0.1'):
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

        class Server(HTTPServer):
            address_family = socket.AF_INET6 if ':' in address else socket.AF_INET

        self._server = Server((address, 0), Handler)
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

    def test_a_password_that_looks_like_a_macro_is_one(self):
        for password in ('{$ecret', '{$ECRET}', '{$MEMFRAG.RELIEF.PASSWORD}'):
            with self.subTest(password):
                self.said(password=password)
                self.assertEqual(self.agent.logins[-1], 'Basic ' + base64.b64encode(('ops:' + password).encode()).decode())

    def test_a_login_may_have_any_letters(self):
        self.said(user='opérateur', password='€ü')
        self.assertEqual(self.agent.logins, ['Basic ' + base64.b64encode('opérateur:€ü'.encode()).decode()])

    def test_a_host_without_an_interface(self):
        self.assertIn('the host needs an interface', self.refused(host='*UNKNOWN*'))

    @unittest.skipUnless(os.path.exists('/proc/net/if_inet6'), 'without IPv6')
    def test_an_address_of_ipv6(self):
        agent = Agent('::1')
        self.addCleanup(agent.close)
        agent.answers = self.agent.answers
        self.assertIn('started relief 17', self.said(host='::1', port=str(agent.port)))

    def test_what_the_agent_says_against_it_is_told(self):
        self.agent.answers['exec'] = '{"status":409,"error":"the next drop is possible in 59 minutes"}'
        self.assertIn('memfrag: HTTP 409: the next drop is possible in 59 minutes', self.refused())

    def test_a_refusal_without_a_reason(self):
        self.agent.answers['exec'] = '{"status":403}'
        self.assertIn('memfrag: HTTP 403: no reason is told', self.refused())

    def test_whose_user_may_not_go_so_far_is_told_the_macro(self):
        self.agent.answers['exec'] = '{"status":403,"error":"the user ops may go up to pagecache, and this goes up to all"}'
        self.assertIn('memfrag: set {$MEMFRAG.RELIEF.MAX} of the host (for an action {$MEMFRAG.RELIEF.AUTO.MAX}) to pagecache: HTTP 403: '
                      'the user ops may go up to pagecache', self.refused(operation='relieve', max='all'))
        self.assertIn('memfrag: choose a milder entry of the menu: HTTP 403: ', self.refused(operation='drop', caches='both'))

    def test_something_else_than_jolokia(self):
        for body in ('<html>', '[]', 'null', '"text"', '{}', '{"status":"403"}'):
            with self.subTest(body):
                self.agent.answers['exec'] = body
                self.assertIn('HTTP 200, what answers is not Jolokia', self.refused())

    def test_a_jolokia_without_our_mbeans(self):
        self.agent.answers['exec'] = '{"status":200,"value":null}'
        self.assertIn('not memfrag-agent', self.refused())

    def test_nobody_there(self):
        self.assertIn('memfrag: the Zabbix server gets no answer from http://127.0.0.1:1/jolokia/: ', self.refused(port='1'))

    def test_no_error_has_the_password(self):
        self.agent.answers['exec'] = '<html>'
        login = base64.b64encode(b'ops:p:"w').decode()
        for changes in ({}, {'port': '1'}, {'operation': 'reboot'}, {'port': '{$MEMFRAG.PORT}'}, {'user': ''}):
            with self.subTest(str(changes)):
                refusal = self.refused(**changes)
                self.assertNotIn(self.wanted['password'], refusal)
                self.assertNotIn(login, refusal)


if __name__ == '__main__':
    unittest.main()
