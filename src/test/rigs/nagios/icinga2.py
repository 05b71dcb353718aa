"""A real Icinga 2."""
import base64
import json
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
import urllib.request

from agent import OPERATOR, READER

HERE = os.path.dirname(os.path.abspath(__file__))
OBJECTS = os.path.abspath(os.path.join(HERE, *[os.pardir] * 4 + ['nagios', 'icinga2']))
SERVICE = 'db1!memory fragmentation'
SERVICE_WITH_ALL = 'db2!memory fragmentation'
ARGUMENTS = ['--mode both', '--order 4', '--path /jolokia/', '--unreachable-state critical', '--user nagios', '-H 127.0.0.1',
             '-c ~:99.9', '-p {port}', '-t 20', '-v']
STATES = ('OK', 'WARNING', 'CRITICAL', 'UNKNOWN')
TYPES = ('SOFT', 'HARD')

CONFIGURATION = """
include <itl>
include <plugins>
const NodeName = "rig"
const PluginDir = "{plugins}"
const PluginContribDir = "{plugins}"
object Endpoint NodeName {{ }}
object Zone "master" {{ endpoints = [ NodeName ] }}
object ApiListener "api" {{
  bind_host = "127.0.0.1"
  bind_port = {api_port}
}}
object ApiUser "rig" {{
  password = "rig"
  permissions = [ "*" ]
}}
object CheckerComponent "checker" {{ }}
object GraphiteWriter "graphite" {{
  host = "127.0.0.1"
  port = {graphite_port}
  enable_send_metadata = true
}}
template Host "generic-host" {{
  check_command = "dummy"
}}
template Service "generic-service" {{ }}
object Host "db1" {{
  import "generic-host"
  address = "127.0.0.1"
  vars.memfrag = true
  vars.memfrag_port = {port}
  vars.memfrag_relieve = true
  vars.memfrag_relieve_max = "compact"
  vars.memfrag_relieve_user = "{operator[0]}"
  vars.memfrag_relieve_password = "{operator[1]}"
}}
/* With whatever a host may say. */
object Host "db2" {{
  import "generic-host"
  vars.memfrag = true
  vars.memfrag_address = "127.0.0.1"
  vars.memfrag_port = {port}
  vars.memfrag_path = "/jolokia/"
  vars.memfrag_timeout = 20
  vars.memfrag_user = "{reader[0]}"
  vars.memfrag_password = "{reader[1]}"
  vars.memfrag_mode = "both"
  vars.memfrag_critical = "~:99.9"
  vars.memfrag_order = 4
  vars.memfrag_verbose = true
  vars.memfrag_unreachable_state = "critical"
}}
include "{objects}/commands.conf"
include "{objects}/services.conf"
"""


class Icinga2:
    NAME = 'Icinga 2'

    def __init__(self, folder, plugins, port):
        self._folder = folder
        self._graphite = Graphite()
        self._api_port = free_port()
        self._changes = []
        self._arguments = [argument.format(port=port) for argument in ARGUMENTS]
        self._ended = threading.Event()
        for name in ('config', 'lib/certs', 'log', 'cache', 'spool', 'run'):
            os.makedirs(os.path.join(folder, name))
        with open(os.path.join(folder, 'config', 'icinga2.conf'), 'w') as file:
            file.write(CONFIGURATION.format(plugins=plugins, api_port=self._api_port, port=port, objects=OBJECTS,
                                            graphite_port=self._graphite.port, reader=READER, operator=OPERATOR))
        subprocess.check_call(['chown', '-R', 'nagios:', folder])
        key, request, certificate = (os.path.join(folder, 'lib', 'certs', 'rig.' + kind) for kind in ('key', 'csr', 'crt'))
        self._pki('new-ca')
        self._pki('new-cert', '--cn', 'rig', '--key', key, '--csr', request)
        self._pki('sign-csr', '--csr', request, '--cert', certificate)
        shutil.copy(os.path.join(folder, 'lib', 'ca', 'ca.crt'), os.path.join(folder, 'lib', 'certs', 'ca.crt'))
        subprocess.check_call(['chown', '-R', 'nagios:', folder])

    def complaints(self):
        verified = subprocess.run(self._command('daemon', '-C'), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return [line for line in verified.stdout.splitlines() if 'warning/' in line or 'critical/' in line] + (
            [] if verified.returncode == 0 else ['exit status %d' % verified.returncode])

    def __enter__(self):
        self._log = open(os.path.join(self._folder, 'log', 'stdout'), 'w')
        self._process = subprocess.Popen(self._command('daemon'), stdout=self._log, stderr=subprocess.STDOUT)
        while not self._answers():
            if self._process.poll() is not None:
                raise SystemExit('Icinga 2 did not start: see ' + self._log.name)
            time.sleep(0.2)
        # A second stands for a minute.
        self._post('objects/services/' + urllib.request.quote(SERVICE), {'attrs': {'check_interval': 5, 'retry_interval': 1}})
        for service in (SERVICE, SERVICE_WITH_ALL):
            self._post('actions/reschedule-check', {'type': 'Service', 'service': service, 'force': True})
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()
        return self

    def __exit__(self, *error):
        self._ended.set()
        self._watcher.join()
        self._process.terminate()
        self._process.wait()
        self._log.close()
        self._graphite.close()

    def has_logged_in(self):
        """Whether the check has got the password, and all other variables."""
        result = self._service(SERVICE_WITH_ALL)['last_check_result']
        arguments = ' '.join(self._arguments)
        return result is not None and result['state'] == 0 and ' '.join(result['command'][1:]) == arguments

    def has_seen(self, state, state_type):
        return self.since(state, state_type) is not None

    def since(self, state, state_type):
        """Seconds since the epoch of the last change into this state; None before the first."""
        times = [at for at, *seen in self._changes if seen == [state, state_type]]
        return times[-1] if times else None

    def performance_data(self, state):
        """Number by label of the last check with this state; None before the first."""
        checks = [numbers for numbers in self._graphite.checks('memory_fragmentation')
                  if numbers.get('metadata.state') == STATES.index(state)]
        if not checks:
            return None
        return {name.split('.')[1]: number for name, number in checks[-1].items() if name.startswith('perfdata.')}

    def _watch(self):
        while not self._ended.wait(0.2):
            attributes = self._service(SERVICE)
            if attributes['last_check_result']:
                state_type = TYPES[int(attributes['state_type'])]
                at = attributes['last_hard_state_change' if state_type == 'HARD' else 'last_state_change']
                change = at, STATES[int(attributes['state'])], state_type
                if self._changes[-1:] != [change]:
                    self._changes.append(change)

    def _service(self, name):
        return self._get('objects/services/' + urllib.request.quote(name))['results'][0]['attrs']

    def _answers(self):
        try:
            return self._get('status') is not None
        except OSError:
            return False

    def _get(self, path):
        return self._ask(urllib.request.Request(self._url(path)))

    def _post(self, path, body):
        return self._ask(urllib.request.Request(self._url(path), json.dumps(body).encode()))

    def _url(self, path):
        return 'https://127.0.0.1:%d/v1/%s' % (self._api_port, path)

    @staticmethod
    def _ask(request):
        request.add_header('Authorization', 'Basic ' + base64.b64encode(b'rig:rig').decode())
        request.add_header('Accept', 'application/json')
        # The certificate is one of our own making, on loopback.
        with urllib.request.urlopen(request, context=ssl._create_unverified_context()) as response:
            return json.load(response)

    def _pki(self, *arguments):
        subprocess.check_call(self._command('pki', *arguments), stdout=subprocess.DEVNULL)

    def _command(self, *arguments):
        """Icinga takes its paths from these definitions only, at every call."""
        places = {'ConfigDir': 'config', 'DataDir': 'lib', 'LogDir': 'log', 'CacheDir': 'cache', 'SpoolDir': 'spool',
                  'InitRunDir': 'run', 'PidPath': 'run/icinga2.pid', 'VarsPath': 'cache/icinga2.vars',
                  'ObjectsPath': 'cache/icinga2.debug', 'ModAttrPath': 'lib/modified-attributes.conf',
                  'StatePath': 'lib/icinga2.state'}
        definitions = ['-DRunAsUser=nagios', '-DRunAsGroup=nagios'] + [
            '-D%s=%s' % (name, os.path.join(self._folder, place)) for name, place in places.items()]
        configuration = ['-c', os.path.join(self._folder, 'config', 'icinga2.conf')] if arguments[0] == 'daemon' else []
        return ['icinga2'] + list(arguments) + configuration + definitions


class Graphite:
    """What Icinga's own parser made of performance data, as it sends it to graph."""

    def __init__(self):
        self._listener = socket.socket()
        self._listener.bind(('127.0.0.1', 0))
        self._listener.listen(1)
        self.port = self._listener.getsockname()[1]
        self._checks = {}
        threading.Thread(target=self._receive, daemon=True).start()

    def checks(self, service):
        """Of each check the numbers by name, in the order of time."""
        return [numbers for (_, of), numbers in sorted(self._checks.copy().items()) if of == service]

    def close(self):
        self._listener.close()

    def _receive(self):
        connection, _ = self._listener.accept()
        with connection, connection.makefile(encoding='ascii') as lines:
            for line in lines:
                name, number, at = line.split()
                service, _, rest = name.split('.services.')[-1].partition('.')
                self._checks.setdefault((int(at), service), {})[rest.partition('.')[2]] = float(number)


def free_port():
    with socket.socket() as taken:
        taken.bind(('127.0.0.1', 0))
        return taken.getsockname()[1]
