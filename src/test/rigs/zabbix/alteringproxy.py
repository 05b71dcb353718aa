"""Between Zabbix and a real agent: hands answers on as they are, or with what no real agent says within minutes."""
import json
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FRAGMENTATION = 'memfrag:type=Fragmentation'


class AlteringProxy:
    def __init__(self, agent, port=0):
        self._agent = 'http://127.0.0.1:%d' % agent.port
        self._alter = lambda answers: answers
        self._refusal = None
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._answer(None)

            def do_POST(self):
                self._answer(self.rfile.read(int(self.headers['Content-Length'])))

            def _answer(self, posted):
                status, body = proxy.answer(self.path, posted, self.headers.get('Authorization'))
                self.send_response(status)
                self.send_header('Content-Type', 'application/json')
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                """Who asked has gone meanwhile."""

        self._server = Server(('127.0.0.1', port), Handler)
        self.port = self._server.server_port

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self._server.shutdown()
        self._server.server_close()

    def honest(self):
        self._alter = lambda answers: answers
        self._refusal = None

    def tells(self, attribute, value, mbean=FRAGMENTATION):
        """Whatever the agent says."""
        def altered(answers):
            for answer in answers:
                if answer['request']['mbean'] == mbean:
                    answer['value'][attribute] = value
            return answers
        self._alter = altered

    def lacks(self, mbean):
        """As an agent answers that does not know it."""
        def altered(answers):
            return [{'request': answer['request'], 'status': 404, 'error': 'no such MBean: ' + mbean}
                    if answer['request']['mbean'] == mbean else answer for answer in answers]
        self._alter = altered

    def lacks_attribute(self, mbean, attribute):
        """As an agent answers that is older than it."""
        def altered(answers):
            for answer in answers:
                if answer['request']['mbean'] == mbean:
                    answer['value'].pop(attribute, None)
            return answers
        self._alter = altered

    def refuses(self, status, body):
        self._refusal = status, body.encode()

    def answer(self, path, posted, login):
        if self._refusal:
            return self._refusal
        headers = {'Content-Type': 'application/json'}
        if login:
            headers['Authorization'] = login
        try:
            with urllib.request.urlopen(urllib.request.Request(self._agent + path, posted, headers)) as answer:
                answers = json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()
        except OSError:
            return 502, b'the agent is down'
        return 200, json.dumps(self._alter(answers) if isinstance(answers, list) else answers).encode()
