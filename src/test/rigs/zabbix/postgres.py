"""A PostgreSQL cluster of its own, as fast as it can be: nothing in it is worth keeping."""
import os
import shutil
import subprocess
import time

from processes import as_user, free_port, started, terminated

PROGRAMS = '/usr/lib/postgresql/15/bin/'
SETTINGS = {'fsync': 'off', 'synchronous_commit': 'off', 'full_page_writes': 'off', 'unix_socket_directories': '',
            'max_connections': '300', 'shared_buffers': '256MB', 'listen_addresses': '127.0.0.1'}


class Postgres:
    def __init__(self, folder):
        self._folder = os.path.join(folder, 'postgres')
        self.port = free_port()

    def __enter__(self):
        os.makedirs(self._folder)
        shutil.chown(self._folder, 'postgres')
        self._as_postgres([PROGRAMS + 'initdb', '-D', self._folder + '/data', '-E', 'UTF8', '-A', 'trust', '--no-sync',
                           '--locale=C.UTF-8'])
        command = [PROGRAMS + 'postgres', '-D', self._folder + '/data', '-p', str(self.port)]
        for setting in SETTINGS.items():
            command += ['-c', '%s=%s' % setting]
        self._log = open(self._folder + '/log', 'w')
        self._process = started(command, self._log, cwd=self._folder, **as_user('postgres'))
        deadline = time.monotonic() + 30
        while subprocess.call([PROGRAMS + 'pg_isready', '-q', '-h', '127.0.0.1', '-p', str(self.port)]) != 0:
            if time.monotonic() > deadline:
                raise SystemExit('PostgreSQL did not start, see ' + self._folder)
            time.sleep(0.2)
        self.run('postgres', 'CREATE ROLE zabbix LOGIN SUPERUSER')
        return self

    def __exit__(self, *error):
        terminated(self._process)
        self._log.close()

    def create_database(self, name, schema_folder):
        self.run('postgres', 'CREATE DATABASE %s OWNER zabbix TEMPLATE template0' % name)
        for part in ('schema', 'images', 'data'):
            text = subprocess.check_output(['zcat', '%s/%s.sql.gz' % (schema_folder, part)])
            self._psql(name, ['-1'], text)

    def run(self, database, statement):
        return self._psql(database, ['-At', '-c', statement], b'')

    def _psql(self, database, arguments, text):
        user = 'postgres' if database == 'postgres' else 'zabbix'
        # A file that begins a transaction of its own warns of ours.
        environment = dict(os.environ, PGOPTIONS='-c client_min_messages=error')
        command = ['psql', '-q', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p', str(self.port), '-U', user, '-d', database]
        return subprocess.run(command + arguments, input=text, stdout=subprocess.PIPE, check=True,
                              env=environment).stdout.decode().strip()

    def _as_postgres(self, command):
        subprocess.run(command, cwd=self._folder, stdout=subprocess.DEVNULL, check=True, **as_user('postgres'))
