#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request that was refused, and the button that mends it: a token that is not accepted, a scope that is
missing, a certificate that does not verify."""
import hashlib
import http.server
import json
import pathlib
import socket
import ssl
import subprocess
import threading
import urllib.parse

from keyboard import Ear, Walk
from rehearsal import App, free_port, run, wait_for

TEST_DATA = pathlib.Path(__file__).resolve().parent.parent / 'data' / 'tls'


class TiredServer(http.server.ThreadingHTTPServer):
    """Authorization server and API in one. Its first token is not accepted, and its token endpoint is out
    of order when that is noticed."""

    def __init__(self):
        super().__init__(('127.0.0.1', 0), TiredServer.Handler)
        self.base = f'http://127.0.0.1:{self.server_port}'
        self.n_tokens = 0
        self.out_of_order = False
        self.seen = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    class Handler(http.server.BaseHTTPRequestHandler):
        def reply(self, status, answer, **headers):
            body = json.dumps(answer).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace('_', '-'), value)
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            url = urllib.parse.urlsplit(self.path)
            if url.path == '/authorize':  # nobody has to consent to anything
                asked = dict(urllib.parse.parse_qsl(url.query))
                self.reply(302, {}, Location=f'{asked["redirect_uri"]}?code=c&state={asked["state"]}')
                return
            self.server.seen.append(self.headers['Authorization'])
            if self.headers['Authorization'] == 'Bearer token-1':
                self.reply(401, {}, WWW_Authenticate='Bearer error="invalid_token", error_description="It was revoked"')
            else:
                self.reply(200, {'welcome': 'back'})

        def do_POST(self):
            self.rfile.read(int(self.headers['Content-Length']))
            if self.server.out_of_order:
                self.reply(503, {})
                return
            self.server.n_tokens += 1
            self.reply(200, {'access_token': f'token-{self.server.n_tokens}', 'refresh_token': 'refresh', 'token_type': 'Bearer',
                             'expires_in': 3600})

        def log_message(self, *arguments):
            pass


class TlsServer:
    """Answers every request over TLS and keeps what it was sent; its certificate can be changed."""

    def __init__(self, world):
        self.folder = world.home
        self.received = []
        self.use(TEST_DATA / 'server.pem')
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        self.base = f'https://127.0.0.1:{self.port}'
        threading.Thread(target=self._serve, daemon=True).start()

    def use(self, pem):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(pem)

    def change_certificate(self):
        key, certificate = self.folder / 'key.pem', self.folder / 'other.pem'
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
                        '-days', '2', '-subj', '/CN=Another', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key,
                        '-out', certificate], check=True, capture_output=True)
        certificate.write_text(certificate.read_text() + key.read_text())
        self.use(certificate)

    def _serve(self):
        while True:
            plain, _ = self.listener.accept()
            threading.Thread(target=self._answer, args=[plain], daemon=True).start()

    def _answer(self, plain):
        data = b''
        try:
            with self.context.wrap_socket(plain, server_side=True) as connection:
                while not data.endswith(b'\r\n\r\n'):
                    more = connection.recv(65536)
                    if not more:
                        break
                    data += more
                if data:
                    self.received.append(data)
                    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok')
        except OSError:  # the client would not have it
            if data:
                self.received.append(data)


def fingerprint(pem):
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).digest().hex(':').upper()


def fill_in(app, authorization_url, token_url):
    """The Connect dialog, for a service that is not known."""
    app.choose('Service', 'Other')
    app.type('Client ID', 'client')
    app.type('Redirect URI', f'http://127.0.0.1:{free_port()}/callback')
    app.type('Authorization URL', authorization_url)
    app.type('Token URL', token_url)
    app.choose('Client Authentication', 'None')


def allow(world, app):
    app.click('Connect')
    app.wait_label('Continue in Your Browser')
    world.at_browser('allow')
    app.gone('Continue in Your Browser')


def refused_token_is_refreshed_and_sent_again(world):
    server = TiredServer()
    app = App(world)
    app.click('Connect to Your API…')
    fill_in(app, server.base + '/authorize', server.base + '/token')
    app.click('Connect')
    app.gone('Connect to Staging', 'dialog')
    server.out_of_order = True
    app.type('URL', server.base + '/things')
    app.click('Send')
    app.answer_origin_question()
    app.wait_text('Response Status', '401')
    app.wait_label('The Server Does Not Accept the Token')
    app.wait_label('.*“It was revoked”.*')
    assert server.seen == ['Bearer token-1'], server.seen

    server.out_of_order = False
    app.click('Refresh and Send Again')
    app.wait_text('Response Status', '200 OK')
    app.wait_text('Response Body', '"welcome": "back"')
    app.gone('The Server Does Not Accept the Token')
    assert server.seen == ['Bearer token-1', 'Bearer token-2'], server.seen


def missing_scope_is_asked_for_and_the_request_goes(world):
    app = App(world)
    app.click('Try With Practice Server')
    app.click('Connect…')
    app.type_scopes('vendors:read')
    allow(world, app)
    app.click('Send')  # the starter's first request
    app.wait_text('Response Status', '403')
    app.wait_label('A Scope Is Missing')
    app.click('Connect With users:read…')
    assert app.scopes() == ['vendors:read', 'users:read'], app.scopes()
    allow(world, app)
    app.click('Send')
    app.wait_text('Response Status', '200 OK')
    app.gone('A Scope Is Missing')


def trust_is_for_one_certificate_and_no_sign_in(world):
    server = TlsServer(world)
    login = TiredServer()
    app = App(world)
    app.click('Connect to Your API…')
    app.find('Client ID')
    app.key('Escape')
    app.gone('Connect to Staging', 'dialog')
    app.press('Auth', 'page tab')
    app.choose('Authorization', 'No Authorization')
    app.type('URL', server.base + '/things')
    app.click('Send')
    app.find('Connection Is Not Trusted')
    assert server.received == [], server.received

    app.click('Trust This Certificate…')
    app.find('Trust This Certificate?')
    pem = ssl.get_server_certificate(('127.0.0.1', server.port))
    assert app.find('SHA-256').get_description() == fingerprint(pem), app.find('SHA-256').get_description()
    app.focus()
    ear = Ear(world.env)
    world.endings.append(ear.close)
    assert not (faults := Walk(ear, app.find('Trust This Certificate?', 'alert')).round()), faults
    app.click('Trust and Send')
    app.wait_text('Response Status', '200 OK')
    assert [each.split(b' ')[1] for each in server.received] == [b'/things'], server.received

    # The same address with another certificate is not the same server.
    server.change_certificate()
    app.click('Send')
    app.find('Connection Is Not Trusted')
    assert len(server.received) == 1, server.received
    server.use(TEST_DATA / 'server.pem')
    app.click('Send')
    app.wait_text('Response Status', '200 OK')
    assert len(server.received) == 2, server.received

    # Nothing of a sign-in goes there all the same.
    app.choose('Authorization', 'Inherited')
    app.click('Edit…')
    fill_in(app, login.base + '/authorize', server.base + '/token')
    app.click('Connect')
    app.wait_label('.*does not count for a sign-in.*')
    assert len(server.received) == 2, server.received


run(refused_token_is_refreshed_and_sent_again, missing_scope_is_asked_for_and_the_request_goes,
    trust_is_for_one_certificate_and_no_sign_in)
