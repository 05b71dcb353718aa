"""What programs say to syslog."""
import contextlib
import os
import socket
import threading


class Syslog:
    """Stands in for a syslog daemon on a machine that has none: /dev/log leads here."""

    DEVICE = '/dev/log'

    def __init__(self, folder):
        self._path = os.path.join(folder, 'log')
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._listeners = []

    def __enter__(self):
        if os.path.islink(self.DEVICE) and not os.path.exists(self.DEVICE):
            os.remove(self.DEVICE)  # A rig that was killed has left it.
        if os.path.lexists(self.DEVICE):
            raise SystemExit('%s is there: run this where no syslog daemon runs, in a container' % self.DEVICE)
        self._socket.bind(self._path)
        os.chmod(self._path, 0o666)
        os.symlink(self._path, self.DEVICE)
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *error):
        os.remove(self.DEVICE)
        self._socket.close()

    @contextlib.contextmanager
    def about(self, text):
        """A list that grows by the lines with this text."""
        listener = (text, [])
        self._listeners.append(listener)
        yield listener[1]
        self._listeners.remove(listener)

    def _listen(self):
        while True:
            try:
                line = self._socket.recv(8192).decode('ascii').rstrip('\0\n')
            except OSError:
                return
            for text, lines in self._listeners:
                if text in line:
                    lines.append(line)
