"""What memfrag_actions says when it cannot do its work. What it does is tried on real servers, by the rig."""
import ast
import json
import os
import subprocess
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

from tests.zabbixjs import TEMPLATES

PROGRAM = os.path.join(TEMPLATES, 'remediation', 'memfrag_actions')


class Frontend:
    """Answers each request by its method."""

    def __init__(self, answers):
        self.asked = []
        frontend = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                request = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                frontend.asked.append((request['method'], self.headers['Authorization'] or request.get('auth')))
                answer = answers.get(request['method'])
                body = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
                self.send_response(200 if answer else 404)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self._server = HTTPServer(('127.0.0.1', 0), Handler)
        self.url = 'http://127.0.0.1:%d/' % self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class ActionsTest(unittest.TestCase):
    def frontend(self, **answers):
        made = Frontend(answers and {name.replace('_', '.'): answer for name, answer in answers.items()})
        self.addCleanup(made.close)
        return made

    def said(self, *arguments, status=1, **environment):
        ran = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                             env=dict({'PATH': os.environ['PATH']}, **environment))
        self.assertEqual((ran.returncode, ran.stdout if status else ''), (status, ''), ran.stderr)
        if status == 1:
            self.assertEqual(len(ran.stderr.splitlines()), 1, ran.stderr)
        return ran.stderr or ran.stdout

    def test_it_is_of_python_3_6(self):
        with open(PROGRAM) as file:
            ast.parse(file.read(), feature_version=(3, 6))

    def test_without_a_login(self):
        self.assertIn('who logs in? Set ZABBIX_TOKEN, or give --user and --password-file', self.said('http://127.0.0.1:1/'))

    def test_a_password_file_that_is_not_there(self):
        self.assertIn('cannot read the password: ',
                      self.said('http://127.0.0.1:1/', '--user', 'x', '--password-file', '/no/such'))

    def test_nobody_there(self):
        self.assertIn('http://127.0.0.1:1/api_jsonrpc.php does not answer as Zabbix',
                      self.said('http://127.0.0.1:1/', ZABBIX_TOKEN='x'))

    def test_another_page(self):
        self.assertIn('answers HTTP 404: is that the address of the frontend?', self.said(self.frontend().url, ZABBIX_TOKEN='x'))
        self.assertIn('does not answer as Zabbix', self.said(self.frontend(apiinfo_version='<html>').url, ZABBIX_TOKEN='x'))

    def test_too_old_a_zabbix(self):
        self.assertIn('this is Zabbix 5.0, it must be 6.0 or later',
                      self.said(self.frontend(apiinfo_version={'result': '5.0.3'}).url, ZABBIX_TOKEN='x'))

    def test_what_zabbix_refuses_is_told(self):
        frontend = self.frontend(apiinfo_version={'result': '7.0.9'},
                                 user_login={'error': {'data': 'Incorrect user name or password'}})
        with tempfile.NamedTemporaryFile('w') as password:
            password.write('secret\n')
            password.flush()
            said = self.said(frontend.url, '--user', 'x', '--password-file', password.name)
        self.assertIn('Zabbix refuses user.login: Incorrect user name or password', said)
        self.assertNotIn('secret', said)

    def test_a_token_goes_where_this_zabbix_looks_for_it(self):
        for version, wanted in (('6.0.14', 'a-token'), ('7.0.9', 'Bearer a-token')):
            frontend = self.frontend(apiinfo_version={'result': version}, script_get={'error': {'data': 'enough'}})
            self.said(frontend.url, ZABBIX_TOKEN='a-token')
            self.assertEqual(frontend.asked, [('apiinfo.version', None), ('script.get', wanted)])

    def test_a_group_that_is_not_there(self):
        frontend = self.frontend(apiinfo_version={'result': '7.0.9'}, usergroup_get={'result': []})
        self.assertIn('no user group is named "Nobody"', self.said(frontend.url, '--user-group', 'Nobody', ZABBIX_TOKEN='x'))


if __name__ == '__main__':
    unittest.main()
