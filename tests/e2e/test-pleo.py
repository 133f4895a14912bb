#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to a first answer of Pleo's Staging, under its real names, with nothing but the app: by a stand-in
that is as strict as Pleo, inside with-names.py. Then what goes wrong on it, each with its cause and remedy."""
import re
import socket

from keyboard import Ear, Walk
from pleo import PERSON, SITE, Pleo
from pleo_authority import Client
from rehearsal import App, run, wait_for

MAX_ACTIONS = 25
REDIRECT_URI = 'http://localhost:8437/pleo-staging'
CLIENT_ID, SECRET = '5a2c7b1e-0d44-4f7e-9f51-3c6e8b7d2a10', '0f1e2d3c4b5a69788796a5b4c3d2e1'


class Counted(App):
    """Counts what a person does: a click, a key chord, a field that is filled in."""
    actions = 0

    def click(self, *arguments):
        self.actions += 1
        super().click(*arguments)

    def type(self, *arguments):
        self.actions += 1
        super().type(*arguments)

    def press(self, *arguments):
        self.actions += 1
        super().press(*arguments)

    def key(self, *keys):
        self.actions += len(keys)
        super().key(*keys)


def registered(pleo, redirect_uri=REDIRECT_URI, scopes='users:read'):
    """What Pleo's people do with the form, and what they send back."""
    client = Client(CLIENT_ID, SECRET, [redirect_uri], scopes.split())
    pleo.authority.register(client)
    return client


def begin(app):
    app.click('Get Started')
    app.press('Pleo')
    app.click('Start')
    app.find('Copy for the Registration Form')


def keep(app, secret=SECRET):
    app.type('Client ID', CLIENT_ID)
    app.type('Client Secret', secret)
    app.click('Keep in Keyring')
    app.wait_label(f'Client {CLIENT_ID}, secret in the keyring')
    app.click('Back')


def sign_in(world, app):
    """In the Connect dialog, and as the person at the browser."""
    app.find('Connect to Staging', 'dialog')
    app.click('Connect', 'button')
    app.wait_label('Continue in Your Browser')
    acts = [f'fill:E-mail={PERSON[0]}', f'fill:Password={PERSON[1]}', 'click:Log In', 'allow']
    app.actions += len(acts)
    world.at_browser(*acts, 'wait-for:close this page', 'leave')


def all_is_green(app):
    """Each step names the fact that it was seen by."""
    app.wait_label(f'Client {CLIENT_ID}, secret in the keyring')
    app.wait_label('Acme · users:read')
    app.wait_label('GET /v2/employees · 200 · JSON · 3 items')


def environment_menu(app, item):
    app.click('Environment', 'toggle button')
    app.click(item)


def send(app, status):
    app.click('Send')
    app.wait_text('Response Status', status)


def from_nothing_to_a_green_first_call(world):
    pleo = Pleo(world)
    app = Counted(world)
    begin(app)
    app.click('Copy Redirect URI')
    app.click('Copy Scopes')
    registered(pleo, app.text('Redirect URI'), ' '.join(app.scopes()))
    keep(app)
    app.click('Connect…')
    sign_in(world, app)
    app.wait_label('Connected. Send makes the first call.')
    app.click('Send')
    app.wait_label('The first call worked: GET /v2/employees · 200 · JSON · 3 items')
    app.wait_text('Response Body', r'"email": "ada@acme\.example"')
    app.click('What It Proved')
    all_is_green(app)
    print(f'# {app.actions} actions')
    assert app.actions <= MAX_ACTIONS, app.actions
    app.focus()
    assert pleo.authority.log == ['authorization_code 200'], pleo.authority.log
    app.key('Escape')
    app.gone('Get Started', 'dialog')

    tokens_are_renewed_and_the_old_ones_dead(app, pleo)
    app = all_is_there_at_the_next_start(world, app)
    disconnect_ends_all(world, app, pleo)


def tokens_are_renewed_and_the_old_ones_dead(app, pleo):
    found, = pleo.authority.authorizations
    old = found.access
    environment_menu(app, 'Refresh Now')
    wait_for('the refresh', lambda: pleo.authority.log == ['authorization_code 200', 'refresh_token 200'])
    assert pleo.authority.find(old) is None
    app.key('Escape')
    del pleo.calls[:]
    app.click('Send')
    wait_for('the call', lambda: pleo.calls == ['GET /v2/employees 200'])

    # One that ended early: refused, renewed once, sent again.
    found.access_expired = True
    del pleo.calls[:]
    app.click('Send')
    wait_for('the repeat', lambda: pleo.calls == ['GET /v2/employees 401', 'GET /v2/employees 200'])
    app.wait_text('Response Status', '200 OK')
    assert pleo.authority.log[2:] == ['refresh_token 200'], pleo.authority.log


def all_is_there_at_the_next_start(world, app):
    app.quit()
    app = Counted(world)
    app.find('URL')
    app.key('shift+F1')
    all_is_green(app)
    app.find('What Comes Next')
    app.key('Escape')
    app.gone('Get Started', 'dialog')
    return app


def disconnect_ends_all(world, app, pleo):
    found, = pleo.authority.authorizations
    environment_menu(app, 'Disconnect from Pleo…')
    app.wait_label('.*those of a live integration too.*')
    app.wait_label('.*[Tt]ype “Acme”.*')
    app.focus()
    ear = Ear(world.env)
    world.endings.append(ear.close)
    assert not (faults := Walk(ear, app.find('Disconnect from Pleo?', 'alert')).round()), faults
    app.type(re.compile('Type .*to Confirm'), 'Acme')
    app.click('Disconnect')
    app.ear.wait_said('A toast appeared: Disconnected from Pleo')
    assert pleo.calls[-1] == 'DELETE /v1/installations/me 204', pleo.calls
    assert not pleo.authority.authorizations and not found.access and not found.refresh
    app.click('Send')
    app.find('Connect to Staging', 'dialog')


def each_failure_says_its_cause_and_what_mends_it(world):
    pleo = Pleo(world)
    client = registered(pleo, 'http://localhost:8437/another', 'users:read vendors:read')
    app = Counted(world)
    with socket.create_server(('127.0.0.1', 8437)):
        begin(app)
        app.wait_label('.*listens on port 8437.*')
        keep(app, SECRET + 'x')
        app.click('Connect…')
        app.click('Connect', 'button')
        app.find('Port Is in Use')

    redirect_uri_is_not_registered(world, app)
    client.redirect_uris.append(REDIRECT_URI)
    secret_is_mistyped(world, app)
    scope_is_missing(world, app, pleo)
    assert pleo.authority.log == ['authorization_code 401', 'authorization_code 200', 'authorization_code 200']


def redirect_uri_is_not_registered(world, app):
    """Nothing comes back: the browser has the reason, and the wait what to compare."""
    app.click('Connect', 'button')
    app.wait_label('Continue in Your Browser')
    world.at_browser('wait-for:Redirect URI is not registered', 'leave')
    app.to_front()
    app.press('Error in the Browser?', 'list item')
    app.wait_label('.*' + re.escape(REDIRECT_URI))
    app.click('Cancel')
    app.gone('Continue in Your Browser')  # whose Cancel it was; the next one is the dialog's
    app.click('Cancel')
    app.gone('Connect to Staging', 'dialog')
    app.focus()
    app.key('shift+F1')
    why(app, 'Connect', 'The Browser Never Came Back', 'Compare With the Registration')
    app.find('Copy for the Registration Form')
    app.click('Back')
    app.find('The Browser Never Came Back')
    app.click('Connect…')


def why(app, step, title, remedy):
    """What Get Started, which was just opened, says about a step that did not come, and the way that it offers."""
    app.press(re.compile(f'{step}\\b.*', re.S), 'list item')
    app.find(title)
    app.click(remedy)


def secret_is_mistyped(world, app):
    sign_in(world, app)
    app.find('Client Was Not Accepted')
    app.type('Client Secret', SECRET)


def scope_is_missing(world, app, pleo):
    app.type_scopes('vendors:read')
    sign_in(world, app)
    app.wait_label('Connected. Send makes the first call.')
    send(app, '403')
    app.find('Not Allowed')
    app.to_front()
    app.click('Find Out Why')
    why(app, 'First Call', 'A Scope Is Missing', 'Open the Request')
    app.gone('Get Started', 'dialog')

    # Where the server names it, it is a click away.
    pleo.names_missing_scope = True
    app.click('Send')
    app.find('A Scope Is Missing')
    app.click('Connect With users:read…')
    app.find('Client ID')
    sign_in(world, app)
    app.gone('Continue in Your Browser')
    send(app, '200 OK')


def relay_page_brings_the_answer_home(world):
    """Where the service wants https: the page that Rehearsal wrote, on the partner's own site."""
    pleo = Pleo(world)
    redirect_uri = f'https://{SITE}/rehearsal.html'
    registered(pleo, redirect_uri)
    app = Counted(world)
    begin(app)
    app.type('Redirect URI', redirect_uri)
    app.wait_label('The browser stops on this other site.*')
    pleo.files['/rehearsal.html'] = save_relay_page(world, app)
    app.wait_label('Must be registered exactly like this. Port 8437 is free.')
    keep(app)
    app.click('Connect…')
    sign_in(world, app)
    app.wait_label('Connected. Send makes the first call.')
    assert pleo.authority.authorizations[0].redirect_uri == redirect_uri
    send(app, '200 OK')


def save_relay_page(world, app):
    file = world.home / 'rehearsal.html'
    app.click('Save…')
    app.find_window('Save the Relay Page')
    app.type('Name:', str(file))
    app.click('Save', 'button')
    app.ear.wait_said('A toast appeared: Saved. Put it on your site; its address is the redirect URI.')
    return file.read_text()


run(from_nothing_to_a_green_first_call, each_failure_says_its_cause_and_what_mends_it,
    relay_page_brings_the_answer_home)
