# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of Pleo's authorization server as its documentation states them, without a socket: what the
stand-in enforces. Where nothing is documented it does the stricter thing that RFC 6749 allows."""
import base64
import dataclasses
import hashlib
import html
import re
import secrets
import urllib.parse

VERIFIER = re.compile(r'[A-Za-z0-9._~-]{43,128}')


@dataclasses.dataclass
class Client:
    """As the registration form has it."""
    client_id: str
    secret: str
    redirect_uris: list
    scopes: list
    name: str = 'Acme Sync'


@dataclasses.dataclass
class Authorization:
    """One consent; everything that came of it ends with it."""
    client: Client
    scope: str
    redirect_uri: str
    challenge: str
    state: str
    is_used: bool = False
    access: str = ''
    refresh: str = ''
    access_expired: bool = False
    refresh_expired: bool = False


@dataclasses.dataclass
class Answer:
    status: int
    body: object = ''  # text: a page; else JSON
    headers: dict = dataclasses.field(default_factory=dict)


def redirect(url):
    return Answer(303, headers={'Location': url})


def page(status, title, body=''):
    return Answer(status, f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>'
                          f'<h1>{html.escape(title)}</h1>{body}')


def refusal(status, error, description, **headers):
    return Answer(status, {'error': error, 'error_description': description},
                  {'Cache-Control': 'no-store', **headers})


def parse(text):
    """A query or a form; None if a name is there twice (RFC 6749 3.1, 3.2)."""
    pairs = urllib.parse.parse_qsl(text, keep_blank_values=True)
    return dict(pairs) if len(dict(pairs)) == len(pairs) else None


def with_query(url, **parameters):
    return url + ('&' if '?' in url else '?') + urllib.parse.urlencode(parameters)


class Authority:
    def __init__(self, people):
        self.people = people  # e-mail address -> password
        self.clients = {}
        self.pending = {}  # a ticket of login or consent -> Authorization
        self.codes = {}
        self.authorizations = []
        self.log = []  # 'authorization_code 200', in the order of what happened

    def register(self, client):
        self.clients[client.client_id] = client

    # The browser

    def authorize(self, query):
        """The login page, or why not. Only a registered address is ever redirected to."""
        asked = parse(query)
        client = self.clients.get(asked.get('client_id')) if asked else None
        if not client:
            return page(400, 'Unknown client')
        if asked.get('redirect_uri') not in client.redirect_uris:
            return page(400, 'Redirect URI is not registered')
        fault = self._fault_of(asked, client)
        if fault:
            return redirect(with_query(asked['redirect_uri'], error=fault[0], error_description=fault[1],
                                       state=asked.get('state', '')))
        return redirect(self._ticket('https://app.staging.pleo.io/login', Authorization(
            client, asked['scope'], asked['redirect_uri'], asked['code_challenge'], asked['state'])))

    @staticmethod
    def _fault_of(asked, client):
        if asked.get('response_type') != 'code':
            return 'unsupported_response_type', 'only code'
        if not asked.get('state'):
            return 'invalid_request', 'state is missing'
        if asked.get('code_challenge_method') != 'S256':
            return 'invalid_request', 'code_challenge_method has to be S256'
        if not re.fullmatch(r'[A-Za-z0-9_-]{43}', asked.get('code_challenge', '')):
            return 'invalid_request', 'code_challenge is no SHA-256'
        scopes = asked.get('scope', '').split(' ')
        if not set(scopes) <= set(client.scopes):
            return 'invalid_scope', 'not registered for this client'
        return None

    def _ticket(self, url, authorization):
        ticket = secrets.token_urlsafe(16)
        self.pending[ticket] = authorization
        return with_query(url, ticket=ticket)

    def login(self, query, form=None):
        ticket = (parse(query) or {}).get('ticket')
        if ticket not in self.pending:
            return page(400, 'This page is over')
        if form is None:
            return page(200, 'Log in to Staging', self._form(
                '<label>E-mail <input name="email"></label><label>Password <input name="password" type="password"></label>'
                '<button>Log In</button>'))
        typed = parse(form) or {}
        if self.people.get(typed.get('email'), '') != typed.get('password'):
            return page(403, 'Nobody of that name in Staging')
        return redirect(self._ticket('https://auth.staging.pleo.io/oauth/consent', self.pending.pop(ticket)))

    def consent(self, query, form=None):
        ticket = (parse(query) or {}).get('ticket')
        if ticket not in self.pending:
            return page(400, 'This page is over')
        if form is None:
            asked = self.pending[ticket]
            return page(200, f'{asked.client.name} asks for {asked.scope}', self._form(
                '<button name="answer" value="allow">Allow</button><button name="answer" value="deny">Deny</button>'))
        asked = self.pending.pop(ticket)
        if (parse(form) or {}).get('answer') != 'allow':
            return redirect(with_query(asked.redirect_uri, error='access_denied', state=asked.state))
        code = secrets.token_urlsafe(24)
        self.codes[code] = asked
        return redirect(with_query(asked.redirect_uri, code=code, state=asked.state))

    @staticmethod
    def _form(fields):
        return f'<form method="post">{fields}</form>'

    # The token endpoint

    def token(self, form, authorization):
        asked = parse(form)
        answer = self._token(asked, authorization) if asked else refusal(400, 'invalid_request', 'a parameter is repeated')
        self.log.append(f'{(asked or {}).get("grant_type")} {answer.status}')
        return answer

    def _token(self, asked, authorization):
        client, fault = self._authenticate(asked, authorization)
        if fault:
            return fault
        if asked.get('grant_type') == 'authorization_code':
            return self._exchange(asked, client)
        if asked.get('grant_type') == 'refresh_token':
            return self._refresh(asked, client)
        return refusal(400, 'unsupported_grant_type', 'authorization_code or refresh_token')

    def _authenticate(self, asked, authorization):
        """HTTP Basic and nothing else; each part form-encoded first (RFC 6749 2.3.1)."""
        challenge = {'WWW-Authenticate': 'Basic realm="Pleo"'}
        if authorization and 'client_secret' in asked:
            return None, refusal(400, 'invalid_request', 'two ways of client authentication')
        if not (authorization or '').startswith('Basic '):
            return None, refusal(401, 'invalid_client', 'only client_secret_basic is supported', **challenge)
        try:
            name, _, secret = base64.b64decode(authorization[6:], validate=True).decode().partition(':')
        except ValueError:
            name = secret = ''
        client = self.clients.get(urllib.parse.unquote_plus(name))
        if not client or not secrets.compare_digest(urllib.parse.unquote_plus(secret), client.secret):
            return None, refusal(401, 'invalid_client', 'client ID or secret is wrong', **challenge)
        if asked.get('client_id', client.client_id) != client.client_id:
            return None, refusal(400, 'invalid_request', 'client_id is of another client')
        return client, None

    def _exchange(self, asked, client):
        found = self.codes.get(asked.get('code'))
        if not found or found.client is not client:
            return refusal(400, 'invalid_grant', 'no such code')
        if found.is_used:
            self.end(found)
            return refusal(400, 'invalid_grant', 'the code was used before')
        found.is_used = True
        if asked.get('redirect_uri') != found.redirect_uri:
            return refusal(400, 'invalid_grant', 'redirect_uri is another one')
        verifier = asked.get('code_verifier', '')
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b'=').decode()
        if not VERIFIER.fullmatch(verifier) or digest != found.challenge:
            return refusal(400, 'invalid_grant', 'code_verifier does not fit')
        self.authorizations.append(found)
        return self._issue(found)

    def _refresh(self, asked, client):
        token = asked.get('refresh_token')
        found = next((each for each in self.authorizations if token and each.refresh == token), None)
        if not found or found.client is not client:
            return refusal(400, 'invalid_grant', 'no such refresh token')
        if found.refresh_expired:
            self.end(found)
            return refusal(400, 'invalid_grant', 'the refresh token has expired')
        return self._issue(found)

    @staticmethod
    def _issue(authorization):
        """Both new; all that was before is dead from here on. No scope: Pleo documents none."""
        authorization.access, authorization.refresh = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        authorization.access_expired = authorization.refresh_expired = False
        return Answer(200, {'access_token': authorization.access, 'refresh_token': authorization.refresh,
                            'token_type': 'Bearer', 'expires_in': 3600}, {'Cache-Control': 'no-store'})

    # What the API asks

    def find(self, access_token):
        return next((each for each in self.authorizations
                     if access_token and each.access == access_token and not each.access_expired), None)

    def end(self, authorization):
        authorization.access = authorization.refresh = ''

    def disconnect(self, client):
        """The installation goes, and every token of the client with it."""
        for each in self.authorizations:
            if each.client is client:
                self.end(each)
        self.authorizations = [each for each in self.authorizations if each.client is not client]
