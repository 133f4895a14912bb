#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A collection's whole life: made in the app, saved, the app killed, sent by rehearse, changed by an editor."""
import re
import signal
import subprocess

from rehearsal import BUILD, App, free_port, run, wait_for

REHEARSE = BUILD / 'src/cli/rehearse'
LIFE = 2  # seconds


def practice(world):
    """A server of its own, so that its tokens outlive the app."""
    redirect_uri = f'http://localhost:{free_port()}/other'
    server = world.server(REHEARSE, 'practice', '--port', free_port(), '--access-token-life', LIFE, '--redirect-uri',
                          redirect_uri, '--json')
    server.redirect_uri = redirect_uri
    return server


def connect(world, app, server):
    base = server.hello['base_url']
    app.click('Connect to Your API…')
    app.choose('Service', 'Other')
    app.type('Client ID', server.hello['client_id'])
    app.type('Client Secret', server.hello['client_secret'])
    app.type_scopes('users:read')
    app.type('Redirect URI', server.redirect_uri)
    app.type('Authorization URL', base + '/oauth/authorize')
    app.type('Token URL', base + '/oauth/token')
    app.click('Connect')
    app.wait_label('Continue in Your Browser')
    world.at_browser('allow', 'wait-for:close this page')
    app.gone('Continue in Your Browser')


def choose_folder(app, folder):
    folder.mkdir()
    app.enter_path('Save the Collection', folder)
    app.click('Save Here')


def rehearse(world, *arguments, **options):
    return subprocess.run([str(REHEARSE), *map(str, arguments)], env=world.env, capture_output=True, text=True, timeout=60,
                          **options)


def from_app_to_file_to_rehearse_and_back(world):
    server = practice(world)
    base = server.hello['base_url']
    app = App(world)
    connect(world, app, server)
    app.type('URL', base + '/v2/employees?limit=2')
    app.click('Send')
    app.answer_origin_question()
    app.wait_text('Response Status', '200 OK')

    # Saved: a folder of text files, with no secret in any of them.
    folder = world.home / 'acme'
    world.close_browser()
    app.focus()
    app.key('ctrl+s')
    choose_folder(app, folder)
    request = folder / 'Employees' / 'Search Employees.yml'
    wait_for('the request to be saved', lambda: request.exists() and f'{base}/v2/employees?limit=2' in request.read_text())
    app.ear.wait_said('A toast appeared: Saved')
    for file in folder.rglob('*.yml'):
        assert server.hello['client_secret'] not in file.read_text(), file

    app.process.send_signal(signal.SIGKILL)
    app.process.wait()

    # The token is over by now: rehearse finds it in the keyring and renews it on the way.
    def is_over():
        shown = rehearse(world, 'token', folder, '--environment', 'Staging', '--json')
        return shown if re.search(r'"expires_in"\s*:\s*0', shown.stdout) else None
    wait_for('the access token to end', is_over)
    sent = rehearse(world, 'send', folder, 'Employees/Search Employees', '--environment', 'Staging', '--fail')
    assert sent.returncode == 0, sent
    assert '"email": "ada@acme.example"' in sent.stdout or '"email":"ada@acme.example"' in sent.stdout, sent

    # The app comes back with what it had, and follows an editor.
    app = App(world)
    app.wait_text('URL', re.escape(base))
    request.write_text(request.read_text().replace('limit=2', 'limit=1'))
    app.wait_text('URL', 'limit=1')
    app.click('Send')
    app.wait_text('Response Status', '200 OK')


run(from_app_to_file_to_rehearse_and_back)
