"""Processes of the rig, and their ports."""
import random
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


def terminated(process, seconds=20):
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
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
