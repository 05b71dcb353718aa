"""A real agent in a JVM."""
import base64
import json
import os
import re
import subprocess
import urllib.request

from recordedkernel import LOG

HERE = os.path.dirname(os.path.abspath(__file__))
# Name, password and the rest of the command that makes the user.
READER = ('nagios', 'discreet', ['--role', 'read'])
OPERATOR = ('operator', 'stronger', ['--role', 'operate', '--max', 'compact'])


def make_users(jar, users, file):
    """As an operator does."""
    for name, password, role in users:
        subprocess.run(['java', '-jar', jar, 'passwd', name, *role, '--file', file], input=password + '\n', text=True, check=True,
                       stdout=subprocess.DEVNULL)
    return file


class Agent:
    """Reads a recorded kernel every second, so that a rig need not wait for minutes. It may be started again and again."""

    def __init__(self, jar, kernel, users=(READER, OPERATOR), java_options=(), **settings):
        """users: a reader, an operator, and others."""
        self._operator = users[1]
        file = make_users(jar, users, os.path.join(os.path.dirname(kernel.folder), 'users'))
        settings = dict({'kernel.root': kernel.folder, 'kernel.log': LOG, 'port': 0, 'http.operations': 'on', 'http.users': file,
                         'sample.interval': '1s', 'verdict.samples': 2, 'verdict.failure.hold': '8s'}, **settings)
        arguments = ','.join('%s=%s' % setting for setting in settings.items())
        self._command = ['java', '-XX:TieredStopAtLevel=1', *java_options, '-javaagent:%s=%s' % (jar, arguments),
                         os.path.join(HERE, 'Service.java')]

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        said = []
        for line in self._process.stderr:
            said.append(line)
            serving = re.search('serving (http://.*:([0-9]+)/.*)', line)
            if serving:
                self.url = serving.group(1)
                self.port = int(serving.group(2))
                return self
        raise SystemExit('the agent did not start:\n' + ''.join(said))

    def __exit__(self, *error):
        self._process.communicate()

    def read(self, mbean, attribute=None):
        """All attributes without a name."""
        request = {'type': 'read', 'mbean': 'memfrag:type=' + mbean}
        if attribute is not None:
            request['attribute'] = attribute
        return self._asked(request)

    def compact(self):
        """Returns when it is done."""
        return self._asked({'type': 'exec', 'mbean': 'memfrag:type=Relief', 'operation': 'compactMemory'}, self._operator)

    def _asked(self, request, user=None):
        headers = {}
        if user is not None:
            headers['Authorization'] = 'Basic ' + base64.b64encode(':'.join(user[:2]).encode()).decode()
        with urllib.request.urlopen(urllib.request.Request(self.url, json.dumps([request]).encode(), headers)) as response:
            answer, = json.load(response)
        if answer['status'] != 200:
            raise ValueError(answer['error'])
        return answer['value']
