"""A real agent in a JVM, over a recorded kernel, with users that may log in."""
import base64
import json
import os
import re
import subprocess
import urllib.request

from recordedkernel import LOG

HERE = os.path.dirname(os.path.abspath(__file__))
SERVICE = os.path.join(HERE, os.pardir, 'nagios', 'Service.java')
READER = ('zabbix', 'Watch, only watch')
OPERATOR = ('zabbix-relief', 'Cure: "it"')


class MemfragAgent:
    """Reads its kernel every second, and has no cooldown, so that nobody waits for minutes."""

    def __init__(self, jar, kernel, folder, port=0):
        self._jar = jar
        self.users = os.path.join(folder, 'users')
        for (name, password), role in ((READER, 'read'), (OPERATOR, 'operate')):
            subprocess.run(['java', '-jar', jar, 'passwd', name, '--role', role, '--file', self.users], input=password + '\n',
                           text=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        settings = {'kernel.root': kernel.folder, 'kernel.log': LOG, 'port': port, 'http.operations': 'on',
                    'http.users': self.users, 'sample.interval': '1s', 'verdict.samples': 2, 'verdict.failure.hold': '8s',
                    'relief.cooldown.drop': '0s', 'relief.cooldown.compact': '0s'}
        self._arguments = ','.join('%s=%s' % setting for setting in settings.items())

    def __enter__(self):
        command = ['java', '-XX:TieredStopAtLevel=1', '-javaagent:%s=%s' % (self._jar, self._arguments), SERVICE]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
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

    def read(self, mbean):
        """All attributes."""
        return self._asked({'type': 'read', 'mbean': 'memfrag:type=' + mbean}, READER)

    def compact(self):
        """Until it is done."""
        return self._asked({'type': 'exec', 'mbean': 'memfrag:type=Relief', 'operation': 'compactMemory'}, OPERATOR)

    def _asked(self, request, user):
        login = 'Basic ' + base64.b64encode(':'.join(user).encode()).decode()
        post = urllib.request.Request(self.url, json.dumps([request]).encode(), {'Authorization': login})
        with urllib.request.urlopen(post) as response:
            answer, = json.load(response)
        if answer['status'] != 200:
            raise ValueError(answer['error'])
        return answer['value']
