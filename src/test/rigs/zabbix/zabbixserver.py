"""One real Zabbix: server, database and frontend."""
import json
import os
import shutil
import urllib.request

from processes import as_user, free_port, started, terminated, wait_for_port

SERVER_SETTINGS = {
    'StartPollers': 5, 'StartPollersUnreachable': 1, 'StartPingers': 0, 'StartDiscoverers': 0, 'StartHTTPPollers': 1,
    'HousekeepingFrequency': 0, 'CacheUpdateFrequency': 1, 'AllowUnsupportedDBVersions': 1, 'Timeout': 10, 'LogType': 'file',
}
PHP_SETTINGS = {'post_max_size': '16M', 'max_execution_time': '300', 'max_input_time': '300', 'date.timezone': 'UTC',
                'memory_limit': '256M'}
FRONTEND_CONFIG = """<?php
$DB = ['TYPE' => 'POSTGRESQL', 'SERVER' => '127.0.0.1', 'PORT' => '%(database_port)d', 'DATABASE' => '%(database)s',
    'USER' => 'zabbix', 'PASSWORD' => '', 'SCHEMA' => '', 'ENCRYPTION' => false, 'KEY_FILE' => '',
    'CERT_FILE' => '', 'CA_FILE' => '',
    'VERIFY_HOST' => false, 'CIPHER_LIST' => '', 'VAULT' => '', 'VAULT_URL' => '', 'VAULT_DB_PATH' => '', 'VAULT_TOKEN' => '',
    'DOUBLE_IEEE754' => true];
$ZBX_SERVER = '127.0.0.1';
$ZBX_SERVER_PORT = '%(server_port)d';
$ZBX_SERVER_NAME = 'memfrag';
$IMAGE_FORMAT_DEFAULT = IMAGE_FORMAT_PNG;
"""
FONT = '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'


class ApiError(Exception):
    pass


class Zabbix:
    def __init__(self, version, prefix, postgres, folder, **settings):
        """prefix: under which usr/sbin/zabbix_server and usr/share/zabbix lie."""
        self.version = version
        self.prefix = prefix
        self.folder = os.path.join(folder, 'zabbix-' + version)
        self._postgres = postgres
        self.database = 'zabbix' + version.replace('.', '')
        self.server_port = free_port()
        self.frontend_port = free_port()
        self.url = 'http://127.0.0.1:%d/' % self.frontend_port
        self._settings = dict(SERVER_SETTINGS, **settings)
        self._token = None
        self._processes = []

    def __enter__(self):
        os.makedirs(self.folder)
        shutil.chown(self.folder, 'zabbix')
        self._postgres.create_database(self.database, os.path.join(self.prefix, 'usr/share/zabbix-server-pgsql'))
        self._start_server()
        self._start_frontend()
        wait_for_port(self.server_port, 'Zabbix server ' + self.version)
        wait_for_port(self.frontend_port, 'Zabbix frontend ' + self.version)
        self._token = self.call('user.login', {'username': 'Admin', 'password': 'zabbix'})
        return self

    def __exit__(self, *error):
        for process in reversed(self._processes):
            terminated(process)

    def call(self, method, parameters):
        request = {'jsonrpc': '2.0', 'method': method, 'params': parameters, 'id': 1}
        headers = {'Content-Type': 'application/json-rpc'}
        if self._token and self.version == '6.0':
            request['auth'] = self._token
        elif self._token:
            headers['Authorization'] = 'Bearer ' + self._token
        post = urllib.request.Request(self.url + 'api_jsonrpc.php', json.dumps(request).encode(), headers)
        with urllib.request.urlopen(post) as answer:
            answer = json.load(answer)
        if 'error' in answer:
            raise ApiError('%s: %s' % (method, answer['error']['data']))
        return answer['result']

    def query(self, statement):
        return self._postgres.run(self.database, statement)

    def _start_server(self):
        settings = dict(self._settings, ListenIP='127.0.0.1', ListenPort=self.server_port, SocketDir=self.folder,
                        PidFile=self.folder + '/server.pid', LogFile=self.folder + '/server.log', DBHost='127.0.0.1',
                        DBPort=self._postgres.port, DBName=self.database, DBUser='zabbix')
        config = self.folder + '/server.conf'
        with open(config, 'w') as file:
            file.writelines('%s=%s\n' % setting for setting in settings.items())
        # The user zabbix need not be able to look into the project.
        program = shutil.copy(os.path.join(self.prefix, 'usr/sbin/zabbix_server'), self.folder)
        self._start([program, '-f', '-c', config], 'server.out')

    def _start_frontend(self):
        pages = self.folder + '/frontend'
        shutil.copytree(os.path.join(self.prefix, 'usr/share/zabbix'), pages, symlinks=True)
        # Debian links it to where its packages would be, which those unpacked beside are not.
        font = pages + '/assets/fonts/DejaVuSans.ttf'
        os.remove(font)
        shutil.copy(FONT, font)
        config = pages + '/memfrag.conf.php'
        source = pages + '/include/classes/core/CConfigFile.php'
        with open(source) as file:
            text = file.read()
        with open(source, 'w') as file:
            file.write(text.replace('/etc/zabbix/zabbix.conf.php', config))
        with open(config, 'w') as file:
            file.write(FRONTEND_CONFIG % {'database_port': self._postgres.port, 'database': self.database,
                                          'server_port': self.server_port})
        command = ['php8.2', '-S', '127.0.0.1:%d' % self.frontend_port, '-t', pages]
        for setting in PHP_SETTINGS.items():
            command += ['-d', '%s=%s' % setting]
        self._start(command, 'frontend.out', PHP_CLI_SERVER_WORKERS='4')

    def _start(self, command, output, **environment):
        with open(os.path.join(self.folder, output), 'w') as file:
            environment = dict(os.environ, **environment)
            self._processes.append(started(command, file, cwd=self.folder, env=environment, **as_user('zabbix')))
