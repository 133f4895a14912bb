# SPDX-License-Identifier: GPL-3.0-or-later
"""npm oidc-provider with one client, and the way through the Connect dialog to it."""
import json
import threading

from rehearsal import free_port

NASTY_SECRET = 's e/c+r:e%t&='


class Server:
    """Counts its token requests and remembers what must never leak."""

    def __init__(self, world, redirect_uri=None, secret=NASTY_SECRET, **options):
        self.client_id = 'rehearsal client:1'
        self.secret = secret
        self.redirect_uri = redirect_uri or f'http://127.0.0.1:{free_port()}/callback'
        client = {'client_id': self.client_id, 'redirect_uris': [self.redirect_uri],
                  'grant_types': ['authorization_code', 'refresh_token'],
                  'application_type': 'native' if redirect_uri is None else 'web',
                  'token_endpoint_auth_method': 'client_secret_basic' if secret else 'none'}
        if secret:
            client['client_secret'] = secret
        process = world.oidc(clients=[client], **options)
        self.issuer = process.hello['issuer']
        self.answers = []
        threading.Thread(target=self._read, args=[process.stdout], daemon=True).start()

    def _read(self, stream):
        for line in stream:
            self.answers.append(json.loads(line))

    def count(self, grant, status=200):
        return sum(1 for each in self.answers if each['token'] == grant and each['status'] == status)

    def secrets(self):
        return [secret for each in self.answers for secret in each.get('secrets', [])]


def fill_in(app, server, scopes='openid'):
    """From the first window through the Connect dialog, all by hand."""
    app.click('Connect to Your API…')
    app.choose('Service', 'Other')
    app.type('Client ID', server.client_id)
    app.type('Client Secret', server.secret)
    app.type_scopes(scopes)
    app.type('Redirect URI', server.redirect_uri)
    # The addresses are open by themselves, for this service knows none.
    app.type('Authorization URL', server.issuer + '/auth')
    app.type('Token URL', server.issuer + '/token')
    if not server.secret:
        app.choose('Client Authentication', 'None')


def sign_in(world, app, *more):
    app.click('Connect')
    app.wait_label('Continue in Your Browser')
    return world.at_browser('login:ada', 'allow', *more)


def send_to(app, url):
    app.type('URL', url)
    app.click('Send')
