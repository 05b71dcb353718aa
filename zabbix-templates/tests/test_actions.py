"""What memfrag_actions says when it cannot do its work. What it does is tried on real servers, by the rig."""
import ast
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

from tests.zabbixjs import TEMPLATES

PROGRAM = os.path.join(TEMPLATES, 'remediation', 'memfrag_actions')


OURS = {'description': 'Text.\nSet up by memfrag_actions.', 'menu_path': 'Memory fragmentation', 'usrgrpid': '7', 'groupid': '0'}
CHANGES = ('create', 'update', 'delete')


def script(number, name, **other):
    return dict(OURS, scriptid=str(number), name=name, **other)


class Frontend:
    """Answers each request by its method: what Zabbix says, the text of a page, or an address to go to."""

    def __init__(self, answers):
        self.asked = []
        self.parameters = {}
        frontend = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                request = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                frontend.asked.append((request['method'], self.headers['Authorization'] or request.get('auth')))
                frontend.parameters[request['method']] = request['params']
                answer = answers.get(request['method'])
                redirected = isinstance(answer, str) and answer.startswith('http')
                body = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
                self.send_response(302 if redirected else 200 if answer else 404)
                if redirected:
                    self.send_header('Location', answer)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self._server = HTTPServer(('127.0.0.1', 0), Handler)
        self.port = self._server.server_port
        self.url = 'http://127.0.0.1:%d/' % self.port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def changes(self):
        return [method for method, _ in self.asked if method.split('.')[1] in CHANGES]

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class ActionsTest(unittest.TestCase):
    def frontend(self, **answers):
        made = Frontend(answers and {name.replace('_', '.'): answer for name, answer in answers.items()})
        self.addCleanup(made.close)
        return made

    def zabbix(self, version, scripts=(), actions=(), **answers):
        """One that takes every change."""
        return self.frontend(**dict({
            'apiinfo_version': {'result': version}, 'script_get': {'result': scripts}, 'action_get': {'result': actions},
            'script_create': {'result': {'scriptids': list('123456')}}, 'script_update': {'result': {}},
            'script_delete': {'result': {}}, 'action_create': {'result': {}}, 'action_delete': {'result': {}}}, **answers))

    def said(self, *arguments, status=1, program=PROGRAM, lines=1, **environment):
        ran = subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                             env=dict({'PATH': os.environ['PATH']}, **environment))
        self.assertEqual((ran.returncode, ran.stdout if status else ''), (status, ''), ran.stderr)
        if status == 1:
            self.assertEqual(len(ran.stderr.splitlines()), lines, ran.stderr)
        return ran.stderr or ran.stdout

    def file(self, content):
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(content)
        self.addCleanup(os.remove, file.name)
        return file.name

    def logged_in_with(self, password, url):
        return ['--user', 'x', '--password-file', self.file(password), url]

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
        said = self.said(*self.logged_in_with(b'secret\n', frontend.url))
        self.assertIn('Zabbix refuses user.login: Incorrect user name or password', said)
        self.assertNotIn('secret', said)

    def test_only_the_line_of_the_password_is_taken(self):
        for content in (b'secr\xc3\xa9t\n', b'secr\xc3\xa9t\r\n', b'secr\xc3\xa9t', b'\xef\xbb\xbfsecr\xc3\xa9t\r\nmore\r\n'):
            with self.subTest(content):
                frontend = self.frontend(apiinfo_version={'result': '7.0.9'}, user_login={'error': {'data': 'no'}})
                self.said(*self.logged_in_with(content, frontend.url), LC_ALL='C')
                self.assertEqual(frontend.parameters['user.login']['password'], 'secr\xe9t')

    def test_a_password_file_without_a_password(self):
        for content in (b'', b'\n', b'\r\nsecret\n'):
            self.assertIn('must be the password, it is empty', self.said(*self.logged_in_with(content, 'http://127.0.0.1:1/')))
        self.assertIn('is not UTF-8', self.said(*self.logged_in_with(b'secr\xe9t', 'http://127.0.0.1:1/')))

    def test_an_issuer_that_is_none(self):
        for file in ('/no/such', self.file(b''), self.file(b'-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n'), '/'):
            self.assertIn('cannot use --ca-file %s, it must be a PEM file with certificates: ' % file,
                          self.said('https://127.0.0.1:1/', '--ca-file', file, ZABBIX_TOKEN='x'))

    def test_an_address_that_is_none(self):
        for url in ('zabbix.example.com', 'zabbix.example.com:80/zabbix', 'ftp://zabbix.example.com/', 'https://',
                    'https://[::1/', 'https://admin:secret@zabbix.example.com/', '/zabbix'):
            with self.subTest(url):
                said = self.said(url, ZABBIX_TOKEN='x')
                self.assertIn('the address of the frontend must be like https://zabbix.example.com/, and has no login', said)
                self.assertNotIn('secret', said)
        self.assertIn('does not answer as Zabbix', self.said('http://127.0.0.1:port/', ZABBIX_TOKEN='x'))

    def test_plain_text_to_another_machine_is_warned_of(self):
        frontend = self.frontend()
        # Any address of this machine, which is not called one of loopback.
        said = self.said('http://0.0.0.0:%d/' % frontend.port, lines=2, ZABBIX_TOKEN='x')
        self.assertIn('warning: http:// sends the login to 0.0.0.0 in plain text', said)
        self.said('http://localhost:%d/' % frontend.port, ZABBIX_TOKEN='x')

    def test_a_token_that_is_none_is_not_shown(self):
        for token in ('two\nlines', 'a secr\xe9t'):
            said = self.said('http://127.0.0.1:1/', ZABBIX_TOKEN=token)
            self.assertIn('what ZABBIX_TOKEN holds is no token', said)
            self.assertNotIn(token.split()[1], said)

    def test_an_answer_of_another_kind(self):
        for answer in (5, 'null', '[]', {'error': 'not found'}, {'version': '7.0'}, {'result': {'x': 1}}):
            with self.subTest(str(answer)):
                self.assertIn('does not answer as Zabbix', self.said(self.frontend(apiinfo_version=answer).url, ZABBIX_TOKEN='x'))

    def test_the_login_goes_to_no_other_address(self):
        other = self.zabbix('7.0.9')
        for method in ('apiinfo_version', 'script_get'):
            frontend = self.zabbix('7.0.9', **{method: other.url + 'api_jsonrpc.php'})
            self.assertIn('points to %sapi_jsonrpc.php: if that is your Zabbix, give that address' % other.url,
                          self.said(frontend.url, ZABBIX_TOKEN='x'))
        self.assertEqual(other.asked, [])

    def test_it_logs_out_also_after_an_error(self):
        login = {'user_login': {'result': 'a-session'}, 'user_logout': {'result': True}}
        for status, answers in ((0, login), (1, dict(login, script_create={'error': {'data': 'No permissions'}})),
                                (0, dict(login, user_logout={'error': {'data': 'no'}}))):
            frontend = self.zabbix('7.0.9', **answers)
            self.said(*self.logged_in_with(b'secret', frontend.url), status=status)
            self.assertEqual(frontend.asked[-1], ('user.logout', 'Bearer a-session'))

    def test_interrupted(self):
        with socket.create_server(('127.0.0.1', 0)) as silent:
            # Whoever runs the tests may ignore it.
            process = subprocess.Popen([PROGRAM, 'http://127.0.0.1:%d/' % silent.getsockname()[1]],
                                       stderr=subprocess.PIPE, text=True, env=dict(os.environ, ZABBIX_TOKEN='x'),
                                       preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
            asked, _ = silent.accept()
            with asked:
                process.send_signal(signal.SIGINT)
                said = process.communicate()[1]
        self.assertEqual((process.returncode, said),
                         (1, 'memfrag_actions: interrupted: run it again for what is not done yet\n'))

    def test_without_the_webhook_beside_it(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        alone = shutil.copy(PROGRAM, folder)
        frontend = self.zabbix('7.0.9')
        self.assertIn('start.js must lie beside memfrag_actions: ', self.said(frontend.url, program=alone, ZABBIX_TOKEN='x'))
        # A link to it is no copy.
        os.symlink(PROGRAM, os.path.join(folder, 'link'))
        self.said(frontend.url, program=os.path.join(folder, 'link'), status=0, ZABBIX_TOKEN='x')

    def test_scripts_of_others_are_not_overwritten(self):
        for version, page in (('6.0.14', 'Administration'), ('7.0.9', 'Alerts')):
            for others in ({'description': 'Theirs'}, {'menu_path': 'Theirs'}):
                if version == '7.0.9' and 'menu_path' in others:
                    continue
                frontend = self.zabbix(version, [script(1, 'Compact memory', **others)])
                self.assertIn('nothing was changed: another script has the name "Compact memory". Rename or delete it in'
                              ' %s > Scripts' % page, self.said(frontend.url, ZABBIX_TOKEN='x'))
                self.assertEqual(frontend.changes(), [])

    def test_where_zabbix_takes_one_name_in_two_menus_so_does_it(self):
        frontend = self.zabbix('7.0.9', [script(1, 'Compact memory', menu_path='Theirs')])
        self.said(frontend.url, status=0, ZABBIX_TOKEN='x')
        self.assertEqual(frontend.changes(), ['script.create'])

    def test_an_action_of_others_is_not_overwritten(self):
        # It runs none of our scripts, since there is none.
        frontend = self.zabbix('7.0.9', actions=[{'actionid': '1', 'name': 'theirs', 'status': '0'}])
        self.assertIn('nothing was changed: another action has the name "Memory is critical: relieve". Rename or delete it in '
                      'Alerts > Actions', self.said(frontend.url, '--action', ZABBIX_TOKEN='x'))
        self.assertEqual(frontend.changes(), [])

    def test_what_others_made_is_not_deleted(self):
        frontend = self.zabbix('6.0.14', [script(1, 'Compact memory', description=''), script(2, 'Drop caches: both')])
        self.assertIn('left as it is: script "Compact memory", which is of others',
                      self.said(frontend.url, '--delete', status=0, ZABBIX_TOKEN='x'))
        self.assertEqual((frontend.changes(), frontend.parameters['script.delete']), (['script.delete'], ['2']))

    def test_what_another_action_runs_is_not_deleted(self):
        frontend = self.zabbix('6.0.14', [script(1, 'Compact memory')], [{'actionid': '3', 'name': 'Page me', 'status': '0'}])
        self.assertIn('nothing was changed: the action "Page me" runs', self.said(frontend.url, '--delete', ZABBIX_TOKEN='x'))
        self.assertEqual(frontend.changes(), [])

    def test_who_sees_it_stays_unless_told_otherwise(self):
        there = [script(1, 'Relieve memory fragmentation')]
        for options, updated in (([], '7'), (['--user-group', 'Ops'], '9'), (['--all-user-groups'], '0')):
            frontend = self.zabbix('7.0.9', there, usergroup_get={'result': [{'usrgrpid': '9'}]})
            self.said(*options, frontend.url, status=0, ZABBIX_TOKEN='x')
            seen_by = {one.get('name', 'there'): one.get('usrgrpid') for method in ('script.update', 'script.create')
                       for one in frontend.parameters[method]}
            self.assertEqual(seen_by, {'there': updated, 'Compact memory': updated, 'Drop caches': updated,
                                       'Relieve memory fragmentation (by an action)': None})

    def test_a_disabled_action_stays_so(self):
        frontend = self.zabbix('6.0.14', [script(1, 'Relieve memory fragmentation (by an action)', menu_path='')],
                               [{'actionid': '3', 'name': 'Memory is critical: relieve', 'status': '1'}])
        self.assertIn('(disabled; enable it in Configuration > Actions > Trigger actions)',
                      self.said(frontend.url, '--action', status=0, ZABBIX_TOKEN='x'))
        self.assertEqual(frontend.changes(), ['script.create', 'script.update'])

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
