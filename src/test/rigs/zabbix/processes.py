"""Processes of the rig, and their ports."""
import os
import random
import signal
import socket
import subprocess
import time


def free_port():
    """Zabbix listens on none above 32767, which are all that the system gives away."""
    while True:
        port = random.randrange(20000, 32767)
        with socket.socket() as listener:
            try:
                listener.bind(('127.0.0.1', port))
                return port
            except OSError:
                continue


def started(command, output, **options):
    """In a session of its own, so that it ends with all its children."""
    return subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True, **options)


def as_user(name):
    return {'user': name, 'group': name, 'extra_groups': []}


def terminated(process, seconds=20):
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    try:
        # The workers of PHP's server outlive it.
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def wait_for_port(port, what, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(('127.0.0.1', port), 1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise SystemExit(what + ' did not start')
            time.sleep(0.2)
