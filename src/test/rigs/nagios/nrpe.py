"""A real NRPE on the host of an agent that stays on loopback."""
import os
import pwd
import re
import subprocess

from agent import OPERATOR, Agent
from icinga2 import free_port
from recordedkernel import RecordedKernel
from scenario import PROGRAMS, install_programs

CHECK_NRPE = '/usr/lib/nagios/plugins/check_nrpe'
CONFIGURATION = """
server_address=127.0.0.1
server_port={port}
nrpe_user=nagios
nrpe_group=nagios
allowed_hosts=127.0.0.1
dont_blame_nrpe=0
pid_file={folder}/nrpe.pid
include={folder}/memfrag.cfg
"""


def asked_through_nrpe(tally, syslog, jar, folder):
    os.makedirs(folder)
    plugins = install_programs(folder)
    port = free_port()
    with RecordedKernel(os.path.join(folder, 'kernel')) as kernel, Agent(jar, kernel) as agent:
        kernel.fragments(demand_fails=True)
        with open(os.path.join(PROGRAMS, 'nrpe', 'memfrag.cfg')) as file:
            commands = file.read()
        # Our folder of plugins, our port, our password file.
        commands = re.sub('/usr/lib/nagios/plugins/([a-z_]+)', '%s/\\1 -p %d' % (plugins, agent.port), commands)
        password_file = os.path.join(folder, 'operate.password')
        commands = re.sub('(--user %s --password-file) .*' % OPERATOR[0], '\\1 ' + password_file, commands)
        for name, text in (('operate.password', OPERATOR[1]), ('memfrag.cfg', commands),
                           ('nrpe.cfg', CONFIGURATION.format(folder=folder, port=port))):
            with open(os.path.join(folder, name), 'w') as file:
                file.write(text)
        os.chmod(password_file, 0o600)
        os.chown(password_file, pwd.getpwnam('nagios').pw_uid, -1)
        os.chown(folder, pwd.getpwnam('nagios').pw_uid, -1)
        tally.expect_soon('agent: is CRITICAL', lambda: agent.read('Fragmentation', 'State') == 2)
        daemon = subprocess.Popen(['nrpe', '-c', os.path.join(folder, 'nrpe.cfg'), '-f', '-n'])
        try:
            def ask(command):
                return subprocess.run([CHECK_NRPE, '-n', '-H', '127.0.0.1', '-p', str(port), '-c', command],
                                      stdout=subprocess.PIPE, text=True)
            tally.expect_soon('NRPE: answers', lambda: ask('check_memfrag').stdout.startswith('MEMFRAG'))
            seen = ask('check_memfrag')
            tally.expect('NRPE: passes the state on', seen.returncode, 2)
            tally.expect_in('NRPE: passes performance data on', 'node0_Normal_order4_unusable=99.6%;80;95;0;100', seen.stdout)
            tally.expect('NRPE: the service of failed allocations', ask('check_memfrag_failures').returncode, 0)
            with syslog.about(' port %d: ' % agent.port) as handler_says:
                tally.expect('NRPE: the cure', ask('memfrag_relieve').returncode, 0)
                tally.expect_soon('kernel: is compacted', lambda: kernel.compacted_at is not None)
                tally.expect_soon('event handler: says so to syslog', lambda: any('started' in line for line in handler_says))
        finally:
            daemon.terminate()
            daemon.wait()
