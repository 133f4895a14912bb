# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for Pleo's Staging under its own names, https included, for tests inside with-names.py:
the authorization server, the web app's login, the API, and a partner's own site."""
import http.server
import json
import os
import pathlib
import socket
import ssl
import threading
import urllib.parse

from pleo_authority import Answer, Authority, page

AUTH, APP, API, SITE = 'auth.staging.pleo.io', 'app.staging.pleo.io', 'external.staging.pleo.io', 'partner.example'
PERSON = ('ada@acme.example', 'correct horse')
COMPANY = '5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01'
EMPLOYEES = [{'id': f'0a9c52d4-1d6e-4f0b-8c37-00000000000{n}', 'companyId': COMPANY, 'email': f'{name.lower()}@acme.example',
              'firstName': name, 'lastName': 'Example'} for n, name in enumerate(('Ada', 'Grace', 'Alan'))]


def listed(rows):
    return Answer(200, {'data': rows, 'pagination': {'hasNextPage': False, 'hasPreviousPage': False, 'total': len(rows)}})


def exception(status, kind, message, **headers):
    """ExceptionInfo, the shape of Pleo's errors."""
    return Answer(status, {'type': kind, 'message': message}, headers)


class Pleo:
    """Runs in the test, which sees and bends what it holds."""

    def __init__(self, world):
        self.authority = Authority(dict([PERSON]))
        self.files = {}  # of the partner's site: path -> text
        self.calls = []  # 'GET /v2/employees 200'
        self.names_missing_scope = False  # by RFC 6750 3.1; nobody documents that Pleo does
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pathlib.Path(os.environ['RH_NAMES_FOLDER']) / 'server.pem')
        self.server = Server(('', 443), Handler)
        self.server.pleo, self.server.context = self, context
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        world.endings += [self.server.shutdown, self.server.server_close]

    # The API

    def call(self, method, path, query, bearer):
        answer = self._call(method, path, query, bearer)
        self.calls.append(f'{method} {path} {answer.status}')
        return answer

    def _call(self, method, path, query, bearer):
        found = self.authority.find(bearer)
        if not found:
            return exception(401, 'UNAUTHORIZED', 'The access token is not valid', **{'WWW-Authenticate': 'Bearer'})
        if (method, path) == ('GET', '/v1/introspect'):
            return Answer(200, {'data': {'authMethod': 'OAUTH2', 'clientId': found.client.client_id, 'scope': found.scope,
                                         'applicationName': found.client.name, 'subjectURN': f'urn:pleo:company:{COMPANY}'}})
        if (method, path) == ('GET', '/v1/companies'):
            return listed([{'id': COMPANY, 'name': 'Acme'}])
        if (method, path) == ('GET', '/v2/employees'):
            return self._employees(found, query)
        if (method, path) == ('DELETE', '/v1/installations/me'):
            self.authority.disconnect(found.client)
            return Answer(204)
        return exception(404, 'NOT_FOUND', 'There is nothing here')

    def _employees(self, found, query):
        if 'users:read' not in found.scope.split(' '):
            challenge = {'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="users:read"'}
            return exception(403, 'FORBIDDEN', 'Not allowed', **challenge if self.names_missing_scope else {})
        limit = dict(urllib.parse.parse_qsl(query)).get('limit', '20')
        if not limit.isdigit():
            return exception(400, 'PARAMETER_VALIDATION_FAILED', 'limit is no number')
        return listed(EMPLOYEES[:int(limit)])

    # Every host

    def answer(self, request):
        method, body = request.command, request.body
        path, _, query = request.path.partition('?')
        authorization = request.headers.get('Authorization')
        form = body if method == 'POST' else None
        host = request.headers.get('Host')
        if host == API:
            return self.call(method, path, query, (authorization or '').removeprefix('Bearer '))
        if (host, path) == (AUTH, '/oauth/authorize') and method == 'GET':
            return self.authority.authorize(query)
        if (host, path) == (AUTH, '/oauth/token') and method == 'POST':
            return self.authority.token(body, authorization)
        if (host, path) == (AUTH, '/oauth/consent'):
            return self.authority.consent(query, form)
        if (host, path) == (APP, '/login'):
            return self.authority.login(query, form)
        if host == SITE and path in self.files:
            return Answer(200, self.files[path])
        return page(404, 'There is nothing here')


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def finish_request(self, request, client_address):
        """TLS in the connection's own thread, so that nobody waits for a slow one."""
        try:
            with self.context.wrap_socket(request, server_side=True) as secured:
                super().finish_request(secured, client_address)
        except (OSError, socket.timeout):
            pass  # a browser that lost interest


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def handle_any(self):
        self.body = self.rfile.read(int(self.headers.get('Content-Length') or 0)).decode()
        answer = self.server.pleo.answer(self)
        is_page = isinstance(answer.body, str)
        body = answer.body.encode() if is_page else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header('Content-Type', 'text/html;charset=UTF-8' if is_page else 'application/json;charset=UTF-8')
            self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def log_message(self, *arguments):
        pass
