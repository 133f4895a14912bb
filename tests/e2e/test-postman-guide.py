#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who set up Postman as the service's guide says comes over: the collection and its environment are imported, and
connect by pasting the address at which the browser stopped, then by a redirect URI of this computer's that was
registered since. That it is Pleo's needs no choice. By the stand-in for Pleo's Staging under its real names, inside with-names.py."""
import json
import re
import subprocess

from pleo import PERSON, Pleo
from pleo_authority import Client
from rehearsal import BUILD, HERE, App, run, wait_for

FILES = HERE.parent / 'data' / 'import'
COLLECTION, ENVIRONMENT = FILES / 'pleo-guide.postman_collection.json', FILES / 'pleo-guide.postman_environment.json'
THEIRS = 'https://oauth.pstmn.io/v1/callback'
ALLOW = [f'fill:E-mail={PERSON[0]}', f'fill:Password={PERSON[1]}', 'click:Log In', 'allow']


def given(name):
    """A value in the environment's file."""
    return next(each['value'] for each in json.loads(ENVIRONMENT.read_text())['values'] if each['key'] == name)


def import_into(world, folder):
    done = subprocess.run([str(BUILD / 'src/cli/rehearse'), 'import', str(COLLECTION), str(ENVIRONMENT), '--into', str(folder)],
                          env=world.env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done
    assert THEIRS in done.stdout and given('client_secret') not in done.stdout + done.stderr, done
    assert 'this is Pleo, Staging' in done.stdout, done


def open_connect(app):
    app.click('Send')
    app.find('Connect to Pleo Staging', 'dialog')


def answered(app, pleo):
    """By the addresses it was known whose collection it is: who signed in was asked for, and where the API is."""
    app.wait_text('Response Status', '200 OK')
    app.wait_text('Response Body', r'"email": "ada@acme\.example"')
    assert pleo.calls == ['GET /v1/introspect 200', 'GET /v1/companies 200', 'GET /v2/employees 200'], pleo.calls
    pleo.calls.clear()


def wait_connected(app):
    app.gone('Connect to Pleo Staging', 'dialog')


def connects_by_paste_back(world, app, pleo):
    open_connect(app)
    assert app.text('Redirect URI') == THEIRS, app.text('Redirect URI')
    app.wait_label('This address belongs to another site.*paste its address here.*')
    app.click('Connect', 'button')
    app.wait_label('.*The browser then stops on a page of another site: copy its address and paste it below.*')
    ended = world.at_browser(*ALLOW, f'end:{THEIRS}', 'leave')
    assert pleo.authority.log == [], pleo.authority.log
    app.type('Address of the Page', ended['url'])
    app.click('Continue')
    wait_connected(app)
    assert pleo.authority.log == ['authorization_code 200'], pleo.authority.log
    answered(app, pleo)


def signs_out(app):
    app.click('Environment', 'toggle button')
    app.click('Sign Out')
    app.click('Forget Here')
    app.gone('Sign Out of Pleo Staging?', 'alert')


def connects_by_its_own_redirect(world, app, pleo, client):
    open_connect(app)
    hint = app.wait_label('This address belongs to another site.*').get_name()
    ours = re.search('http://localhost:[^ ]+', hint).group()
    client.redirect_uris[:] = [ours]
    app.type('Redirect URI', ours)
    app.wait_label('Must be registered exactly like this.*')
    app.click('Connect', 'button')
    app.wait_label('Continue in Your Browser')
    world.at_browser(*ALLOW, 'wait-for:close this page')
    wait_connected(app)
    assert pleo.authority.authorizations[-1].redirect_uri == ours
    answered(app, pleo)
    return ours


def can_be_disconnected(app):
    app.click('Environment', 'toggle button')
    app.find('Disconnect from Pleo…')
    app.key('Escape')


def no_file_has_the_secret(folder, redirect_uri):
    wait_for('what is written', lambda: redirect_uri in (folder / 'opencollection.yml').read_text())
    for path in folder.rglob('*'):
        assert not path.is_file() or given('client_secret') not in path.read_text(), path


def what_the_guide_set_up_connects(world):
    pleo = Pleo(world)
    client = Client(given('client_id'), given('client_secret'), [THEIRS], ['users:read', 'users:write'])
    pleo.authority.register(client)
    folder = world.home / 'pleo'
    import_into(world, folder)
    no_file_has_the_secret(folder, THEIRS)

    app = App(world, str(folder))
    app.wait_text('URL', re.escape('{{base_url}}/v2/employees'))
    connects_by_paste_back(world, app, pleo)
    signs_out(app)
    ours = connects_by_its_own_redirect(world, app, pleo, client)
    can_be_disconnected(app)
    no_file_has_the_secret(folder, ours)


run(what_the_guide_set_up_connects)
