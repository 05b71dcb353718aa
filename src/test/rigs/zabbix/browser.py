"""A real browser, driven over WebDriver."""
import base64
import json
import subprocess
import tempfile
import time
import urllib.request

from processes import free_port, started, terminated, wait_for_port

ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'


class Browser:
    def __init__(self, width, height):
        self._size = width, height

    def __enter__(self):
        port = free_port()
        self._driver = started(['chromedriver', '--port=%d' % port], subprocess.DEVNULL)
        wait_for_port(port, 'chromedriver')
        self._profile = tempfile.TemporaryDirectory(prefix='memfrag-browser-')
        options = {'args': ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars',
                            '--user-data-dir=' + self._profile.name, '--window-size=%d,%d' % self._size]}
        self._session = 'http://127.0.0.1:%d' % port
        session = self._call('POST', '/session', {'capabilities': {'alwaysMatch': {'browserName': 'chrome',
                                                                                   'goog:chromeOptions': options}}})
        self._session += '/session/' + session['sessionId']
        return self

    def __exit__(self, *error):
        self._call('DELETE', '')
        terminated(self._driver)
        self._profile.cleanup()

    def open(self, url):
        self._call('POST', '/url', {'url': url})

    def run(self, script):
        return self._call('POST', '/execute/sync', {'script': script, 'args': []})

    def type(self, selector, text):
        element = self._call('POST', '/element', {'using': 'css selector', 'value': selector})[ELEMENT]
        self._call('POST', '/element/%s/value' % element, {'text': text})

    def click(self, selector):
        element = self._call('POST', '/element', {'using': 'css selector', 'value': selector})[ELEMENT]
        self._call('POST', '/element/%s/click' % element, {})

    def wait_until(self, script, seconds=60):
        deadline = time.monotonic() + seconds
        while not self.run('return ' + script):
            if time.monotonic() > deadline:
                raise AssertionError('not within %d s: %s' % (seconds, script))
            time.sleep(0.5)

    def save_picture(self, path):
        with open(path, 'wb') as file:
            file.write(base64.b64decode(self._call('GET', '/screenshot')))

    def _call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._session + path, data, {'Content-Type': 'application/json'}, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)['value']
