#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to a first answer of Pleo's Staging, under its real names, with nothing but the app: by a stand-in
that is as strict as Pleo, inside with-names.py."""
import rehearsal
from pleo import Pleo
from rehearsal import App, run

MAX_ACTIONS = 25
# The person's browser is a tool of this test: it need not know the test's authority.
rehearsal.BROWSER_FLAGS += ' --ignore-certificate-errors'


class Counted(App):
    """Counts what a person does."""
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


def register(app, pleo):
    """What comes back from the service's people goes into the keyring."""
    app.find('Copy for the Registration Form')
    app.click('Copy Redirect URI')
    app.type('Client ID', pleo.client_id)
    app.type('Client Secret', pleo.client_secret)
    app.click('Keep in Keyring')
    app.wait_label(f'Client {pleo.client_id}, secret in the keyring')
    app.click('Back')


def get_started(app, world, pleo):
    app.click('Get Started')
    app.press('Pleo')
    app.click('Start')
    register(app, pleo)
    app.click('Connect…')
    app.click('Connect')
    app.wait_label('Continue in Your Browser')
    world.at_browser('allow', 'wait-for:close this page')
    app.actions += 1
    app.wait_label('Connected. Send makes the first call.')
    app.click('Send')
    app.wait_label('The first call worked: GET /v2/employees · 200 · JSON · 2 items')


def from_nothing_to_a_green_first_call(world):
    pleo = Pleo('http://localhost:8437/pleo-staging', 'users:read')
    app = Counted(world)
    get_started(app, world, pleo)
    print(f'# {app.actions} actions')
    assert app.actions <= MAX_ACTIONS, app.actions
    assert pleo.grants == ['authorization_code'], pleo.grants
    assert not pleo.broken, pleo.broken

    # A token that ended is renewed once, and the old ones are never tried again.
    pleo.expire()
    app.click('Send')
    app.wait_text('Response Status', '200 OK')
    rehearsal.wait_for('the refresh', lambda: pleo.grants == ['authorization_code', 'refresh_token'])
    assert not pleo.broken, pleo.broken

    # Everything that was kept is there at the next start, where Get Started is all green.
    app.quit()
    app = Counted(world)
    app.find('URL')
    app.key('F1')
    app.wait_label(f'Client {pleo.client_id}, secret in the keyring')
    app.wait_label('Acme ApS · users:read')
    app.wait_label('GET /v2/employees · 200 · JSON · 2 items')
    app.find('What Comes Next')


run(from_nothing_to_a_green_first_call)
