"""How the check reaches an agent, and how it proves who asks."""
import base64
import os
import shutil
import subprocess
import tempfile
import unittest

from tests.fake_agent import FakeAgent, server_context
from tests.running import CHECK, check, run


def authorization(login):
    return 'Basic ' + base64.b64encode(login.encode('utf-8')).decode('ascii')


class RequestTest(unittest.TestCase):
    def test_everything_comes_from_one_request(self):
        with FakeAgent() as agent:
            self.assertEqual(2, check(agent, '-vv', '--mode', 'both', '--metric', 'failures', '-c', '0').status)
            self.assertEqual(1, len(agent.requests))


class PlaceTest(unittest.TestCase):
    def test_another_path(self):
        with FakeAgent() as agent:
            agent.path = '/console/jolokia/'
            self.assertEqual(2, check(agent, '--path', '/console/jolokia/').status)
            self.assertEqual(3, check(agent).status)

    def test_ipv6_with_and_without_brackets(self):
        with FakeAgent(address='::1') as agent:
            for host in ('::1', '[::1]'):
                self.assertEqual(2, check(agent, '-H', host).status)
            self.assertEqual('[::1]:%d' % agent.port, agent.headers[0]['Host'])

    def test_the_next_address_of_a_name_that_has_several(self):
        with FakeAgent() as agent:
            self.assertEqual(2, check(agent, '-H', 'localhost').status)

    def test_a_proxy_of_the_environment_is_not_used(self):
        with FakeAgent() as agent:
            nowhere = 'http://127.0.0.1:1'
            self.assertEqual(2, check(agent, environment={'http_proxy': nowhere, 'ALL_PROXY': nowhere}).status)

    def test_a_python_path_of_the_environment_is_not_used(self):
        with tempfile.TemporaryDirectory() as folder, FakeAgent() as agent:
            with open(os.path.join(folder, 'json.py'), 'w') as file:
                file.write('raise SystemExit(0)')
            self.assertEqual(2, check(agent, environment={'PYTHONPATH': folder}).status)


class LoginTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def file(self, text, mode=0o600, name='file'):
        path = os.path.join(self.folder, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        os.chmod(path, mode)
        return path

    def test_a_password_file(self):
        for text in ('secret', 'secret\n', 'secret\r\n', 'secret\nanother line\n'):
            with self.subTest(text=text), FakeAgent(login=('nagios', 'secret')) as agent:
                self.assertEqual(2, check(agent, '--user', 'nagios', '--password-file', self.file(text)).status)

    def test_a_password_beyond_ascii(self):
        with FakeAgent(login=('nagios', 'p\u00e4ss:w\u00f6rd')) as agent:
            self.assertEqual(2, check(agent, '--user', 'nagios', '--password-file', self.file('p\u00e4ss:w\u00f6rd')).status)

    def test_the_environment(self):
        with FakeAgent(login=('nagios', 'secret')) as agent:
            self.assertEqual(2, check(agent, environment={'MEMFRAG_USER': 'nagios', 'MEMFRAG_PASSWORD': 'secret'}).status)

    def test_nothing_is_sent_without_a_login(self):
        with FakeAgent() as agent:
            check(agent)
            self.assertNotIn('Authorization', agent.headers[0])

    def test_a_wrong_password_is_told(self):
        with FakeAgent(login=('nagios', 'secret')) as agent:
            outcome = check(agent, '--user', 'nagios', '--password-file', self.file('wrong'))
        self.assertEqual(3, outcome.status)
        self.assertIn('the login of nagios is refused', outcome.output)

    def test_a_password_that_everybody_can_read_is_refused(self):
        outcome = run(CHECK, '--user', 'nagios', '--password-file', self.file('secret', 0o644))
        self.assertEqual(3, outcome.status)
        self.assertIn('chmod o-r', outcome.output)
        self.assertNotIn('secret', outcome.output)

    def test_half_a_login_is_refused(self):
        for arguments, text in ((('--user', 'nagios'), 'there is no password for nagios'),
                                (('--password-file', self.file('secret')), 'no sense without --user'),
                                (('--user', 'nagios', '--password-file', '/no/file'), 'cannot read /no/file: No such file'),
                                (('--user', 'nagios', '--password-file', self.file('')), 'there is no password for nagios')):
            with self.subTest(arguments=arguments):
                outcome = run(CHECK, *arguments)
                self.assertEqual(3, outcome.status)
                self.assertIn(text, outcome.output)

    def test_extra_opts(self):
        ini = self.file('[check_memfrag]\nuser=nagios\npassword=se%cret\n[other]\nuser=other\npassword=se%cret\n'
                        '[thresholds]\nw=80\nc=100\nuser=nagios\npassword=se%cret\nverbose\n')
        for option, login, status in (('@' + ini, 'nagios', 2), ('other@' + ini, 'other', 2), ('thresholds@' + ini, 'nagios', 1)):
            with self.subTest(option=option), FakeAgent(login=(login, 'se%cret')) as agent:
                self.assertEqual(status, check(agent, '--extra-opts=' + option).status)

    def test_the_command_line_goes_over_extra_opts(self):
        ini = self.file('[check_memfrag]\nport=1\ncritical=100\n')
        with FakeAgent() as agent:
            self.assertEqual(2, check(agent, '--extra-opts=@' + ini, '-c', '99').status)

    def test_extra_opts_that_cannot_be_taken_are_told(self):
        for option, text in (('@/no/such.ini', 'cannot take section [check_memfrag] of /no/such.ini'),
                             ('none@' + self.file('[check_memfrag]\n'), 'there is no section [none] in '),
                             ('@' + self.file('no ini', name='broken'), 'cannot take section'),
                             ('@' + self.file('[check_memfrag]\npassword=x\n', 0o644, 'open'), 'chmod o-r'),
                             ('@' + self.file('[check_memfrag]\nbogus=1\n', name='bogus'), "has the key 'bogus', which is no option"),
                             ('@' + self.file('[check_memfrag]\nextra-opts=x\n', name='nested'), "has the key 'extra-opts'")):
            with self.subTest(option=option):
                outcome = run(CHECK, '--extra-opts=' + option)
                self.assertEqual(3, outcome.status)
                self.assertIn(text, outcome.output)
                self.assertEqual(1, outcome.output.count('\n'))

    def test_a_password_under_a_mistyped_key_is_never_shown(self):
        for line in ('pass=SECRET', 'passwd=SECRET', 'Password=SECRET', 'password: SECRET', 'password-fil=SECRET', 'SECRET'):
            with self.subTest(line=line):
                outcome = run(CHECK, '--extra-opts=@' + self.file('[check_memfrag]\n%s\n' % line))
                self.assertEqual(3, outcome.status)
                self.assertIn('which is no option', outcome.output)
                if line != 'SECRET':
                    self.assertNotIn('SECRET', outcome.output)

    def test_options_are_not_abbreviated_since_that_would_pass_by_extra_opts(self):
        for argument in ('--extra-opt=@x', '--extra=@x', '--pass=x', '--metr=failures'):
            with self.subTest(argument=argument):
                self.assertIn('unrecognized arguments: ' + argument, run(CHECK, argument).output)
        with FakeAgent() as agent:
            self.assertEqual(2, check(agent, '-vv').status)

    def test_a_threshold_may_begin_with_a_negative_number(self):
        with FakeAgent() as agent:
            for arguments in (('-c', '-5:100'), ('-c=-5:100',), ('-c-5:100',), ('--critical', '-5:100')):
                with self.subTest(arguments=arguments):
                    self.assertEqual(0, check(agent, *arguments).status)


class TlsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        for name, subject in (('server', 'localhost'), ('client', 'nagios'), ('other', 'localhost')):
            subprocess.check_call(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2',
                                   '-subj', '/CN=' + subject, '-addext', 'subjectAltName=DNS:' + subject,
                                   '-keyout', cls.path(name, 'key'), '-out', cls.path(name, 'crt')], stderr=subprocess.DEVNULL)
            with open(cls.path(name, 'pem'), 'w') as both:
                for part in ('key', 'crt'):
                    with open(cls.path(name, part)) as file:
                        both.write(file.read())
        subprocess.check_call(['openssl', 'rsa', '-aes256', '-passout', 'pass:secret', '-in', cls.path('client', 'key'),
                               '-out', cls.path('locked', 'key')], stderr=subprocess.DEVNULL)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    @classmethod
    def path(cls, name, kind):
        return os.path.join(cls.folder, '%s.%s' % (name, kind))

    def agent(self, client_ca=None):
        return FakeAgent(tls=server_context(self.path('server', 'pem'), client_ca))

    def assert_unknown(self, outcome, text):
        self.assertEqual((3, ''), (outcome.status, outcome.errors), outcome.output)
        self.assertIn(text, outcome.output)
        self.assertEqual(1, outcome.output.count('\n'))

    def test_a_certificate_of_our_own_issuer(self):
        with self.agent() as agent:
            self.assertEqual(2, check(agent, '-H', 'localhost', '--ssl', '--ca-file', self.path('server', 'crt')).status)

    def test_a_certificate_of_nobody_we_know(self):
        with self.agent() as agent:
            for arguments in ((), ('--ca-file', self.path('other', 'crt'))):
                self.assert_unknown(check(agent, '-H', 'localhost', '--ssl', *arguments), 'name its issuer with --ca-file')

    def test_a_certificate_for_another_name(self):
        with self.agent() as agent:
            arguments = ('-H', '127.0.0.1', '--ssl', '--ca-file', self.path('server', 'crt'))
            self.assert_unknown(check(agent, *arguments), '--tls-name')
            self.assertEqual(2, check(agent, *(arguments + ('--tls-name', 'localhost'))).status)

    def test_an_agent_that_wants_our_certificate(self):
        with self.agent(client_ca=self.path('client', 'crt')) as agent:
            arguments = ('-H', 'localhost', '--ssl', '--ca-file', self.path('server', 'crt'))
            self.assert_unknown(check(agent, *arguments), '--client-cert')
            for ours in (('--client-cert', self.path('client', 'pem')),
                         ('--client-cert', self.path('client', 'crt'), '--client-key', self.path('client', 'key'))):
                self.assertEqual(2, check(agent, *(arguments + ours)).status)

    def test_files_that_cannot_be_used(self):
        with self.agent() as agent:
            for arguments in (('--ca-file', '/no/such.pem'), ('--ca-file', self.path('server', 'key')),
                              ('--client-cert', self.path('client', 'crt')),
                              ('--client-cert', self.path('client', 'crt'), '--client-key', self.path('locked', 'key'))):
                with self.subTest(arguments=arguments):
                    self.assert_unknown(check(agent, '-H', 'localhost', '--ssl', *arguments), 'PEM files are needed')

    def test_tls_where_there_is_none_and_none_where_there_is(self):
        with FakeAgent() as agent:
            self.assert_unknown(check(agent, '--ssl'), 'leave --ssl out')
        with self.agent() as agent:
            self.assert_unknown(check(agent), 'use --ssl if it has TLS')

    def test_options_of_tls_without_tls(self):
        for option in ('--ca-file', '--tls-name', '--client-cert'):
            self.assert_unknown(run(CHECK, option, 'x'), option + ' has no sense without --ssl')

    def test_there_is_no_way_to_skip_the_verification(self):
        for option in ('-k', '--insecure', '--no-verify', '--no-check-certificate'):
            self.assert_unknown(run(CHECK, '--ssl', option), 'unrecognized arguments')
