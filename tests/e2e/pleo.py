# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for Pleo's Staging under its real names, as strict as its documentation says: exact redirect URI,
Basic and nothing else, PKCE with S256, and a refresh that kills all earlier tokens at once.

Needs with-names.py. What breaks a rule is refused and remembered.
"""
import base64
import hashlib
import html
import http.server
import json
import os
import secrets
import ssl
import threading
import urllib.parse

AUTHORIZATION = 'auth.staging.pleo.io'
API = 'external.staging.pleo.io'


class Refused(Exception):
    def __init__(self, status, body):
        super().__init__(body)
        self.status, self.body = status, body


class Pleo:
    """One registered client, and what became of it."""

    def __init__(self, redirect_uri, scopes):
        self.client_id = '5a2c7b1e-0d44-4f7e-9f51-3c6e8b7d2a10'
        self.client_secret = secrets.token_hex(15)
        self.redirect_uri, self.scopes = redirect_uri, scopes.split()
        self.codes, self.access, self.refresh = {}, {}, {}
        self.broken, self.grants, self.calls = [], [], []
        self.lock = threading.Lock()
        pleo = self

        class Handler(_Handler):
            server_pleo = pleo
        self.server = _Server(('127.0.0.1', 443), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(os.environ['RH_NAMES_FOLDER'], 'server.pem'))
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def rule(self, kept, words, status=400, error='invalid_request'):
        if not kept:
            self.broken.append(words)
            raise Refused(status, {'error': error, 'error_description': words})

    def expire(self):
        """All access tokens are dead from now on; the refresh token lives."""
        with self.lock:
            self.access.clear()

    # The authorization server

    def check_authorization(self, query):
        self.rule(query.get('client_id') == self.client_id, 'unknown client')
        self.rule(query.get('redirect_uri') == self.redirect_uri, 'the redirect URI is not the registered one')
        self.rule(query.get('response_type') == 'code', 'response_type is not code')
        self.rule(query.get('code_challenge_method') == 'S256' and query.get('code_challenge'), 'no PKCE with S256')
        self.rule(query.get('state'), 'no state')
        asked = query.get('scope', '').split(' ')
        self.rule(asked and set(asked) <= set(self.scopes), 'a scope that is not registered', error='invalid_scope')

    def allow(self, query):
        self.check_authorization(query)
        code = secrets.token_urlsafe(24)
        self.codes[code] = query
        return f'{self.redirect_uri}?' + urllib.parse.urlencode({'code': code, 'state': query['state']})

    def issue(self, scope):
        """Earlier tokens are invalid immediately, both kinds."""
        self.access.clear()
        self.refresh.clear()
        access, refresh = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.access[access] = self.refresh[refresh] = scope
        return {'access_token': access, 'refresh_token': refresh, 'token_type': 'Bearer', 'expires_in': 3600}

    def token(self, headers, form):
        wanted = 'Basic ' + base64.b64encode(f'{self.client_id}:{self.client_secret}'.encode()).decode()
        self.rule('client_secret' not in form, 'the client secret in the body', 401, 'invalid_client')
        self.rule(headers.get('Authorization') == wanted, 'not the client by Basic', 401, 'invalid_client')
        self.grants.append(form.get('grant_type'))
        if form.get('grant_type') == 'refresh_token':
            self.rule(form.get('refresh_token') in self.refresh, 'a dead refresh token', error='invalid_grant')
            return self.issue(self.refresh[form['refresh_token']])
        query = self.codes.pop(form.get('code'), None)
        self.rule(query, 'an unknown code', error='invalid_grant')
        self.rule(form.get('redirect_uri') == query['redirect_uri'], 'another redirect URI', error='invalid_grant')
        digest = hashlib.sha256(form.get('code_verifier', '').encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b'=').decode()
        self.rule(challenge == query['code_challenge'], 'a wrong code verifier', error='invalid_grant')
        return self.issue(query['scope'])

    # The API

    def call(self, method, path, headers):
        kind, _, token = headers.get('Authorization', '').partition(' ')
        self.calls.append(f'{method} {path}')
        scope = self.access.get(token) if kind == 'Bearer' else None
        if scope is None:
            raise Refused(401, {'type': 'UNAUTHORIZED', 'message': 'The access token is not valid'})
        if path == '/v1/introspect':
            return {'data': {'authMethod': 'OAUTH2', 'clientId': self.client_id, 'scope': scope,
                             'subjectURN': 'urn:pleo:company:0c6e2f3d-7a44-4d1c-9a55-5f1b2c1e8a01'}}
        if path == '/v1/companies':
            return {'data': [{'id': '0c6e2f3d-7a44-4d1c-9a55-5f1b2c1e8a01', 'name': 'Acme ApS'}]}
        if path == '/v2/employees' and 'users:read' in scope.split(' '):
            return {'data': [{'id': '1', 'email': 'ada@acme.example'}, {'id': '2', 'email': 'bob@acme.example'}],
                    'pagination': {'hasNextPage': False, 'hasPreviousPage': False, 'total': 2}}
        raise Refused(403 if path.startswith('/v2/') else 404, {'type': 'REFUSED', 'message': path})


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Somebody who hangs up breaks no rule."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def respond(self, status, body, kind='application/json', **headers):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header('Content-Type', f'{kind};charset=UTF-8')
        self.send_header('Content-Length', str(len(body)))
        self.send_header('Cache-Control', 'no-store')
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def consent_page(self, query):
        fields = ''.join(f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
                         for name, value in query.items())
        return (f'<!DOCTYPE html><title>Consent</title><form method="post" action="/oauth/authorize">{fields}'
                '<button>Allow</button></form>').encode()

    def handle_request(self):
        pleo, target = self.server_pleo, urllib.parse.urlsplit(self.path)
        length = int(self.headers.get('Content-Length') or 0)
        form = dict(urllib.parse.parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
        query = dict(urllib.parse.parse_qsl(target.query, keep_blank_values=True))
        with pleo.lock:
            try:
                if self.headers.get('Host') == API:
                    self.respond(200, pleo.call(self.command, target.path, self.headers))
                elif (self.command, target.path) == ('GET', '/oauth/authorize'):
                    pleo.check_authorization(query)
                    self.respond(200, self.consent_page(query), 'text/html')
                elif (self.command, target.path) == ('POST', '/oauth/authorize'):
                    self.respond(303, b'', 'text/html', Location=pleo.allow(form))
                elif (self.command, target.path) == ('POST', '/oauth/token'):
                    self.respond(200, pleo.token(self.headers, form))
                else:
                    self.respond(404, {'error': 'not_found'})
            except Refused as refused:
                self.respond(refused.status, refused.body)

    do_GET = do_POST = do_PUT = do_DELETE = handle_request

    def log_message(self, *arguments):
        pass
