"""A real Nagios Core."""
import os
import re
import shutil
import signal
import subprocess
import time

from agent import OPERATOR, READER

HERE = os.path.dirname(os.path.abspath(__file__))
OBJECTS = os.path.abspath(os.path.join(HERE, *[os.pardir] * 4 + ['nagios', 'nagios-core']))

MAIN = """
cfg_dir={folder}/objects
resource_file={folder}/resource.cfg
status_file={folder}/status.dat
log_file={folder}/nagios.log
command_file={folder}/nagios.cmd
query_socket={folder}/nagios.qh
check_result_path={folder}/results
temp_path={folder}
temp_file={folder}/nagios.tmp
lock_file={folder}/nagios.pid
object_cache_file={folder}/objects.cache
precached_object_file={folder}/objects.precache
state_retention_file={folder}/retention.dat
status_update_interval=1
check_result_reaper_frequency=1
# A second stands for a minute.
interval_length=1
enable_event_handlers=1
log_event_handlers=1
log_service_retries=1
log_initial_states=1
process_performance_data=1
service_perfdata_file={folder}/perfdata
service_perfdata_file_template=$SERVICEDESC$\\t$SERVICESTATE$\\t$SERVICEPERFDATA$
service_perfdata_file_mode=a
illegal_macro_output_chars=`~$&|'"<>
nagios_user=nagios
nagios_group=nagios
use_syslog=0
check_for_updates=0
"""

# generic-service and generic-host are what every Nagios brings along; the last service is as services.cfg says.
OBJECTS_OF_THE_SITE = """
define timeperiod {{
    timeperiod_name        always
    alias                  always
    sunday                 00:00-24:00
    monday                 00:00-24:00
    tuesday                00:00-24:00
    wednesday              00:00-24:00
    thursday               00:00-24:00
    friday                 00:00-24:00
    saturday               00:00-24:00
}}
define command {{
    command_name           nothing
    command_line           /bin/true
}}
define contact {{
    contact_name           admin
    service_notifications_enabled 0
    host_notifications_enabled 0
    service_notification_period always
    host_notification_period always
    service_notification_options n
    host_notification_options n
    service_notification_commands nothing
    host_notification_commands nothing
}}
define service {{
    name                   generic-service
    check_period           always
    notification_period    always
    notification_interval  60
    contacts               admin
    register               0
}}
define host {{
    host_name              db1
    address                127.0.0.1
    check_command          nothing
    max_check_attempts     1
    check_period           always
    notification_period    always
    notification_interval  60
    contacts               admin
}}
define service {{
    use                    memory-fragmentation
    host_name              db1
    check_command          check_memfrag!-p {port}
    event_handler          memfrag_relieve_login!-p {port} --max compact
}}
define service {{
    use                    memory-fragmentation
    host_name              db1
    service_description    With a login
    check_command          check_memfrag_login!-p {port} -v
}}
define service {{
    use                    failed-page-allocations
    host_name              db1
    check_command          check_memfrag!-p {port} --metric failures --minutes 60 -w 0
}}
"""


class NagiosCore:
    NAME = 'Nagios Core'

    def __init__(self, folder, plugins, port):
        self._folder = folder
        os.makedirs(os.path.join(folder, 'objects'))
        os.makedirs(os.path.join(folder, 'results'))
        for name in os.listdir(OBJECTS):
            shutil.copy(os.path.join(OBJECTS, name), os.path.join(folder, 'objects'))
        self._write('objects/site.cfg', OBJECTS_OF_THE_SITE.format(port=port))
        self._write('nagios.cfg', MAIN.format(folder=folder))
        self._write('resource.cfg', '$USER1$=%s\n$USER9$=%s\n$USER10$=%s\n' % (
            plugins, self._path('read.password'), self._path('operate.password')))
        for name, (_, password, _) in (('read.password', READER), ('operate.password', OPERATOR)):
            self._write(name, password + '\n')
            os.chmod(self._path(name), 0o600)
        subprocess.check_call(['chown', '-R', 'nagios:', folder])

    def complaints(self):
        verified = subprocess.run(['nagios4', '-v', self._path('nagios.cfg')], stdout=subprocess.PIPE, text=True)
        return [line for line in verified.stdout.splitlines() if re.match('(Warning|Error)', line)] + (
            [] if verified.returncode == 0 else ['exit status %d' % verified.returncode])

    def __enter__(self):
        subprocess.check_call(['nagios4', '-d', self._path('nagios.cfg')])
        return self

    def __exit__(self, *error):
        with open(self._path('nagios.pid')) as file:
            pid = int(file.read())
        os.kill(pid, signal.SIGTERM)
        while os.path.exists('/proc/%d' % pid):
            time.sleep(0.1)

    def has_seen(self, state, state_type):
        return self.since(state, state_type) is not None

    def since(self, state, state_type):
        """Seconds since the epoch of the last change into this state; None before the first."""
        changes = re.findall('\\[([0-9]+)\\] (?:CURRENT|INITIAL)? ?SERVICE (?:ALERT|STATE): db1;Memory fragmentation;%s;%s;'
                             % (state, state_type), self._log())
        return int(changes[-1]) if changes else None

    def event_handlers(self):
        """State, type and attempt of each call."""
        return re.findall('SERVICE EVENT HANDLER: db1;Memory fragmentation;(.*);(.*);(.*);memfrag_relieve_login', self._log())

    def has_logged_in(self):
        """Whether the check has found the password, and used it."""
        return ('With a login', 'OK') in [(service, state) for service, state, _ in self._checks()]

    def performance_data(self, state):
        """Number by label of the last check with this state; None before the first."""
        data = [data for service, seen, data in self._checks() if (service, seen) == ('Memory fragmentation', state)]
        return {label: float(number) for label, number in re.findall('(\\w+)=([0-9.]+)', data[-1])} if data else None

    def _checks(self):
        """Service, state and performance data of each check that returned some."""
        with open(self._path('perfdata')) as file:
            return [line.rstrip('\n').split('\t') for line in file]

    def _log(self):
        with open(self._path('nagios.log')) as file:
            return file.read()

    def _path(self, name):
        return os.path.join(self._folder, name)

    def _write(self, name, text):
        with open(self._path(name), 'w') as file:
            file.write(text)
