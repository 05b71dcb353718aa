"""The real programs: Zabbix 6.0 as Debian 12 has it, 7.0 of its backports unpacked beside, so that both run at once."""
import glob
import os
import re
import shutil
import subprocess

PACKAGES = {
    '/usr/sbin/zabbix_server': 'zabbix-server-pgsql', '/usr/share/zabbix/zabbix.php': 'zabbix-frontend-php',
    '/usr/sbin/zabbix_agentd': 'zabbix-agent', '/usr/bin/php8.2': 'php8.2-cli',
    '/etc/php/8.2/cli/conf.d/20-pgsql.ini': 'php8.2-pgsql',
    '/usr/lib/postgresql/15/bin/initdb': 'postgresql', '/usr/bin/chromium': 'chromium',
    '/usr/bin/chromedriver': 'chromium-driver', '/usr/bin/pngquant': 'pngquant',
    '/usr/bin/localedef': 'libc-bin', '/usr/share/i18n/locales/en_US': 'locales',
    '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf': 'fonts-dejavu-core',
    # What 7.0 is linked with beyond 6.0.
    '/usr/lib/x86_64-linux-gnu/libevent_extra-2.1.so.7': 'libevent-extra-2.1-7',
    '/usr/lib/x86_64-linux-gnu/libevent_pthreads-2.1.so.7': 'libevent-pthreads-2.1-7',
}
BACKPORTED = ('zabbix-server-pgsql', 'zabbix-frontend-php')
# The frontend takes a missing first one for an error; with the second it tells the time by 24 hours.
LOCALES = ('en_US', 'en_GB')
PREFIX_60 = '/'
KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'


def install():
    missing = [package for program, package in PACKAGES.items() if not os.path.exists(program)]
    if missing:
        # No daemon of theirs is wanted.
        environment = dict(os.environ, DEBIAN_FRONTEND='noninteractive', RUNLEVEL='1')
        subprocess.check_call(['apt-get', 'update', '-qq'], env=environment)
        subprocess.check_call(['apt-get', 'install', '-y', '-qq', '--no-install-recommends'] + missing, env=environment,
                              stdout=subprocess.DEVNULL)
    there = subprocess.check_output(['locale', '-a'], text=True).split()
    for locale in LOCALES:
        if locale + '.utf8' not in there:
            subprocess.check_call(['localedef', '-i', locale, '-f', 'UTF-8', locale + '.UTF-8'])


def unpacked_70(folder):
    """Where 7.0 lies after this. Nothing of the system's own package sources changes."""
    prefix = os.path.join(folder, 'zabbix-7.0')
    if os.path.exists(prefix):
        return prefix
    scratch = os.path.join(folder, 'zabbix-7.0.new')
    shutil.rmtree(scratch, ignore_errors=True)
    for name in ('lists/partial', 'cache/archives/partial', 'root'):
        os.makedirs(os.path.join(scratch, name))
    sources = os.path.join(scratch, 'backports.list')
    with open(sources, 'w') as file:
        file.write('deb [signed-by=%s] %s bookworm-backports main\n' % (KEYRING, debian_archive()))
    options = ['-qq', '-o', 'Dir::Etc::sourcelist=' + sources, '-o', 'Dir::Etc::sourceparts=/dev/null',
               '-o', 'Dir::State::Lists=' + os.path.join(scratch, 'lists'), '-o', 'Dir::Cache=' + os.path.join(scratch, 'cache'),
               '-o', 'APT::Sandbox::User=root']
    subprocess.check_call(['apt-get', *options, 'update'])
    subprocess.check_call(['apt-get', *options, 'download', *BACKPORTED], cwd=scratch)
    for archive in glob.glob(os.path.join(scratch, '*.deb')):
        subprocess.check_call(['dpkg', '-x', archive, os.path.join(scratch, 'root')])
    os.rename(os.path.join(scratch, 'root'), prefix)
    shutil.rmtree(scratch)
    return prefix


def debian_archive():
    """Where this machine gets Debian from."""
    for path in ['/etc/apt/sources.list'] + sorted(glob.glob('/etc/apt/sources.list.d/*')):
        if not os.path.exists(path):
            continue
        with open(path) as file:
            for line in file:
                found = re.match(r'(?:URIs:|deb(?: \[.*\])?)\s+(\S+/debian)/?(?:\s|$)', line)
                if found:
                    return found.group(1)
    raise SystemExit('no source of Debian packages is configured')
