#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stand-in for Pleo refuses what Pleo refuses: a green test against it would prove nothing otherwise."""
import base64
import hashlib
import unittest
import urllib.parse

from pleo_authority import Authority, Client

REDIRECT_URI = 'http://localhost:8437/pleo-staging'
VERIFIER = 'v' * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b'=').decode()
ASKED = {'response_type': 'code', 'client_id': 'client', 'redirect_uri': REDIRECT_URI, 'scope': 'users:read', 'state': 's t&',
         'code_challenge': CHALLENGE, 'code_challenge_method': 'S256'}


def basic(name='client', secret='s:e+c%'):
    return 'Basic ' + base64.b64encode(f'{name}:{urllib.parse.quote_plus(secret)}'.encode()).decode()


def parameters_of(url):
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))


def without(mapping, *names):
    return {name: value for name, value in mapping.items() if name not in names}


class Rules(unittest.TestCase):
    def setUp(self):
        self.authority = Authority({'ada@acme.example': 'right'})
        self.authority.register(Client('client', 's:e+c%', [REDIRECT_URI], ['users:read', 'vendors:read']))
        self.authority.register(Client('other', 'secret', [REDIRECT_URI], ['users:read']))

    def authorize(self, **changes):
        return self.authority.authorize(urllib.parse.urlencode({**ASKED, **changes}))

    def refused_by_redirect(self, error, asked):
        answer = self.authority.authorize(urllib.parse.urlencode(asked))
        location = answer.headers['Location']
        self.assertTrue(location.startswith(REDIRECT_URI + '?'), location)
        self.assertEqual(parameters_of(location)['error'], error)
        self.assertEqual(parameters_of(location).get('state', ''), asked.get('state', ''))

    def consent(self, answer='allow', password='right', **changes):
        login = urllib.parse.urlsplit(self.authorize(**changes).headers['Location'])
        self.assertEqual(login.netloc + login.path, 'app.staging.pleo.io/login')
        self.assertIn('Password', self.authority.login(login.query).body)
        typed = urllib.parse.urlencode({'email': 'ada@acme.example', 'password': password})
        after = self.authority.login(login.query, typed)
        if after.status != 303:
            return after
        ticket = urllib.parse.urlsplit(after.headers['Location']).query
        self.assertIn('Allow', self.authority.consent(ticket).body)
        return self.authority.consent(ticket, f'answer={answer}')

    def exchange(self, authorization=basic(), **changes):
        code = changes.pop('code', None) or parameters_of(self.consent().headers['Location'])['code']
        form = {'grant_type': 'authorization_code', 'code': code, 'redirect_uri': REDIRECT_URI, 'code_verifier': VERIFIER}
        return self.authority.token(urllib.parse.urlencode({**form, **changes}), authorization)

    def refresh(self, token, authorization=basic()):
        return self.authority.token(urllib.parse.urlencode({'grant_type': 'refresh_token', 'refresh_token': token}),
                                    authorization)

    def refused(self, answer, status, error):
        self.assertEqual((answer.status, answer.body.get('error')), (status, error))

    def test_redirect_uri_is_compared_byte_for_byte_and_never_gone_to(self):
        for wrong in (REDIRECT_URI + '/', REDIRECT_URI.upper(), 'http://localhost:8438/pleo-staging',
                      'http://127.0.0.1:8437/pleo-staging', REDIRECT_URI + '?x', ''):
            answer = self.authorize(redirect_uri=wrong)
            self.assertEqual((answer.status, answer.headers), (400, {}), wrong)
        self.assertEqual(self.authorize(client_id='nobody').headers, {})

    def test_authorization_requests_that_break_a_rule_come_back_with_the_state(self):
        self.refused_by_redirect('invalid_request', {**ASKED, 'code_challenge_method': 'plain'})
        self.refused_by_redirect('invalid_request', without(ASKED, 'code_challenge', 'code_challenge_method'))
        self.refused_by_redirect('invalid_request', without(ASKED, 'code_challenge_method'))
        self.refused_by_redirect('invalid_request', without(ASKED, 'state'))
        self.refused_by_redirect('unsupported_response_type', {**ASKED, 'response_type': 'token'})
        self.refused_by_redirect('invalid_scope', {**ASKED, 'scope': 'users:read users:write'})
        self.refused_by_redirect('invalid_scope', {**ASKED, 'scope': ''})
        twice = self.authority.authorize(urllib.parse.urlencode(ASKED) + '&state=other')
        self.assertEqual((twice.status, twice.headers), (400, {}))

    def test_person_signs_in_and_may_deny(self):
        self.assertEqual(self.consent(password='wrong').status, 403)
        denied = parameters_of(self.consent(answer='deny').headers['Location'])
        self.assertEqual(denied, {'error': 'access_denied', 'state': 's t&'})
        self.assertEqual(parameters_of(self.consent().headers['Location'])['state'], 's t&')

    def test_ticket_works_once(self):
        ticket = urllib.parse.urlsplit(self.authorize().headers['Location']).query
        self.authority.login(ticket, 'email=ada@acme.example&password=right')
        self.assertEqual(self.authority.login(ticket).status, 400)

    def test_client_authenticates_by_basic_and_by_nothing_else(self):
        self.assertEqual(self.exchange().status, 200)
        self.refused(self.exchange(basic(secret='wrong')), 401, 'invalid_client')
        self.refused(self.exchange(basic('nobody')), 401, 'invalid_client')
        self.refused(self.exchange('Basic ???'), 401, 'invalid_client')
        self.refused(self.exchange(None), 401, 'invalid_client')
        self.refused(self.exchange(None, client_id='client', client_secret='s:e+c%'), 401, 'invalid_client')
        self.refused(self.exchange(client_secret='s:e+c%'), 400, 'invalid_request')
        self.refused(self.exchange(client_id='other'), 400, 'invalid_request')

    def test_code_is_bound_to_redirect_uri_client_and_verifier(self):
        self.refused(self.exchange(redirect_uri=REDIRECT_URI + '/'), 400, 'invalid_grant')
        self.refused(self.exchange(basic('other', 'secret')), 400, 'invalid_grant')
        self.refused(self.exchange(code_verifier='w' * 43), 400, 'invalid_grant')
        self.refused(self.exchange(code_verifier=CHALLENGE), 400, 'invalid_grant')
        self.refused(self.exchange(code_verifier=''), 400, 'invalid_grant')

    def test_code_works_once_and_its_second_use_ends_the_tokens(self):
        code = parameters_of(self.consent().headers['Location'])['code']
        token = self.exchange(code=code).body['access_token']
        self.assertTrue(self.authority.find(token))
        self.refused(self.exchange(code=code), 400, 'invalid_grant')
        self.assertFalse(self.authority.find(token))

    def test_refresh_kills_all_old_tokens_at_once(self):
        old = self.exchange().body
        new = self.refresh(old['refresh_token']).body
        self.assertFalse(self.authority.find(old['access_token']))
        self.assertTrue(self.authority.find(new['access_token']))
        self.refused(self.refresh(old['refresh_token']), 400, 'invalid_grant')
        self.assertTrue(self.authority.find(new['access_token']))
        self.refused(self.refresh(new['refresh_token'], basic('other', 'secret')), 400, 'invalid_grant')

    def test_expired_refresh_token_kills_all(self):
        token = self.exchange().body
        self.authority.authorizations[0].refresh_expired = True
        self.refused(self.refresh(token['refresh_token']), 400, 'invalid_grant')
        self.assertFalse(self.authority.find(token['access_token']))
        self.refused(self.refresh(token['refresh_token']), 400, 'invalid_grant')

    def test_disconnect_ends_every_token_of_the_client_and_no_other(self):
        mine, too = self.exchange().body, self.exchange().body
        other = parameters_of(self.consent(client_id='other').headers['Location'])['code']
        theirs = self.exchange(basic('other', 'secret'), code=other).body
        self.authority.disconnect(self.authority.clients['client'])
        self.assertFalse(self.authority.find(mine['access_token']) or self.authority.find(too['access_token']))
        self.assertTrue(self.authority.find(theirs['access_token']))
        self.assertFalse(self.authority.find(''))


unittest.main()
