"""The real Zabbix agent of the host, beside an agent of ours that stays on loopback."""
import os
import shutil

from processes import as_user, free_port, started, terminated, wait_for_port


class ZabbixAgent:
    def __init__(self, folder):
        self._folder = os.path.join(folder, 'zabbix-agent')
        self.port = free_port()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.stop()

    def start(self):
        os.makedirs(self._folder, exist_ok=True)
        shutil.chown(self._folder, 'zabbix')
        settings = {'Server': '127.0.0.1', 'ListenIP': '127.0.0.1', 'ListenPort': self.port, 'Hostname': 'by-agent',
                    'StartAgents': 3,
                    'LogType': 'file', 'LogFile': self._folder + '/agent.log', 'PidFile': self._folder + '/agent.pid',
                    'Timeout': 10}
        config = self._folder + '/agent.conf'
        with open(config, 'w') as file:
            file.writelines('%s=%s\n' % setting for setting in settings.items())
        with open(self._folder + '/agent.out', 'w') as output:
            self._process = started(['/usr/sbin/zabbix_agentd', '-f', '-c', config], output, cwd=self._folder,
                                    **as_user('zabbix'))
        wait_for_port(self.port, 'the Zabbix agent')

    def stop(self):
        terminated(self._process)
