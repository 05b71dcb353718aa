"""A stand-in for an agent: answers out of recorded answers, with and without HTTP.

It does what the agent's Jolokia does with reads of attributes (404 for a missing MBean or attribute) and with exec, so that
a request the agent would refuse is refused here too. What a test wants otherwise it changes in the MBeans, or it replaces
the whole answer with `reply`.
"""
import base64
import copy
import http.server
import json
import os
import socket
import socketserver
import ssl
import threading

ANSWERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'answers')


def recorded(name):
    with open(os.path.join(ANSWERS, name + '.json'), encoding='utf-8') as file:
        return json.load(file)


class RecordedMBeans:
    """Answers single requests of Jolokia's protocol."""

    def __init__(self, answers='fragmented'):
        self.mbeans = recorded(answers)
        self.operation = lambda request: 17

    def change(self, name, **attributes):
        self.mbeans['memfrag:type=' + name].update(attributes)

    def answer(self, request):
        attributes = self.mbeans.get(request['mbean'])
        if attributes is None:
            return self.error(request, 404, 'javax.management.InstanceNotFoundException', request['mbean'])
        if request['type'] == 'exec':
            try:
                return self.success(request, self.operation(request))
            except MBeanException as e:
                return self.error(request, *e.args)
        wanted = request.get('attribute', list(attributes))
        for name in wanted:
            if name not in attributes:
                return self.error(request, 404, 'javax.management.AttributeNotFoundException', name)
        return self.success(request, {name: copy.deepcopy(attributes[name]) for name in wanted})

    @staticmethod
    def success(request, value):
        return {'request': request, 'status': 200, 'timestamp': 1754340000, 'value': value}

    @staticmethod
    def error(request, status, error_type, error):
        return {'request': request, 'status': status, 'error_type': error_type, 'error': error}


class FakeAgent(RecordedMBeans, socketserver.ThreadingMixIn, http.server.HTTPServer):
    """The same over HTTP."""

    daemon_threads = True

    def __init__(self, answers='fragmented', address='127.0.0.1', tls=None, login=None):
        """tls: an ssl.SSLContext; login: the one user and password that is let in."""
        self.address_family = socket.AF_INET6 if ':' in address else socket.AF_INET
        RecordedMBeans.__init__(self, answers)
        self.path = '/jolokia/'
        self.login = login
        self.reply = None
        self.requests = []
        self.headers = []
        http.server.HTTPServer.__init__(self, (address, 0), _Handler)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={'poll_interval': 0.02}, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        """Clients that go away are part of the tests."""


class MBeanException(Exception):
    """status, error_type, error: how an exec fails."""


class Reply:
    """An answer that no agent gives."""

    def __init__(self, body=b'', status=200, content_type='application/json', headers=()):
        self.body = body
        self.status = status
        self.content_type = content_type
        self.headers = headers


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *args):
        """Silent."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        self.server.requests.append(json.loads(body.decode('utf-8')))
        self.server.headers.append(dict(self.headers.items()))
        if callable(self.server.reply):
            self.server.reply(self)
        else:
            self.send(self.server.reply or self.proper_reply())

    def proper_reply(self):
        wanted = self.server.login and 'Basic ' + base64.b64encode(':'.join(self.server.login).encode()).decode()
        if wanted and self.headers['Authorization'] != wanted:
            return Reply(json.dumps({'status': 401, 'error': 'log in as a user of http.users'}).encode(), 401)
        if self.path != self.server.path:
            return Reply(json.dumps({'status': 404, 'error': 'nothing is here'}).encode(), 404)
        return Reply(json.dumps([self.server.answer(request) for request in self.server.requests[-1]]).encode())

    def send(self, reply):
        self.send_response(reply.status)
        self.send_header('Content-Type', reply.content_type)
        self.send_header('Content-Length', str(len(reply.body)))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)


def server_context(certificate, client_ca=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if client_ca:
        context.load_verify_locations(client_ca)
        context.verify_mode = ssl.CERT_REQUIRED
    return context
