#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets planted in secret fields never come out: not in files, the log, argv, an environment or the
accessibility tree. The log is at its loudest."""
import base64
import json
import pathlib
import re
import urllib.parse

from peers import Server, fill_in, send_to, sign_in
from rehearsal import App, run, wait_for

CLIENT_SECRET = 'canary-client-secret-0123456789abcdef'


def forms(secret):
    """A secret as it is, and in the clothes it could leak in."""
    raw = secret.encode()
    return {raw, base64.b64encode(raw).rstrip(b'='), base64.urlsafe_b64encode(raw).rstrip(b'='),
            urllib.parse.quote(secret, safe='').encode(), json.dumps(secret)[1:-1].encode()}


def assert_clean(where, content, secrets):
    for secret in secrets:
        for form in forms(secret):
            assert form not in content, f'{where} holds {secret[:6]}…'


def assert_no_file_leaks(world, secrets):
    for path in world.home.rglob('*'):
        # The browser's profile is the browser's: it knows what the person saw there.
        if path.is_file() and 'chromium' not in path.relative_to(world.home).parts[0]:
            assert_clean(path, path.read_bytes(), secrets)


def assert_no_process_leaks(secrets):
    for entry in pathlib.Path('/proc').iterdir():
        for name in ('cmdline', 'environ') if entry.name.isdigit() else ():
            try:
                content = (entry / name).read_bytes()
            except OSError:
                continue
            # The redirect's address, code and all, is in the browser's hands.
            if b'--type=' not in content and b'chromium' not in content:
                assert_clean(entry / name, content, secrets)


def all_text(app):
    words = []
    for node in app._walk(app.root):
        words.append(node.get_name() or '')
        words.append(node.get_description() or '')
        if node.get_text_iface():
            words.append(app.text_of(node))
    return '\n'.join(words).encode()


def secrets_stay_where_they_are(world):
    server = Server(world, secret=CLIENT_SECRET, accessTokenTTL=4)
    app = App(world, G_MESSAGES_DEBUG='all')
    fill_in(app, server)
    assert_clean('the screen while typing', all_text(app), [CLIENT_SECRET])
    sign_in(world, app)
    app.gone('Continue in Your Browser')
    send_to(app, server.issuer + '/me')
    app.answer_origin_question()
    app.wait_text('Response Status', '200 OK')

    def refreshed():
        app.send('200 OK')
        return server.count('refresh_token') >= 1
    wait_for('a refresh', refreshed)
    app.press('Details', 'page tab')
    app.wait_label('.*Token.*')

    secrets = [CLIENT_SECRET, *server.secrets()]
    assert len(secrets) >= 7, 'the server told of its tokens'
    assert_clean('the screen', all_text(app), secrets)
    assert_no_process_leaks(secrets)
    limits = pathlib.Path(f'/proc/{app.process.pid}/limits').read_text()
    assert re.search(r'Max core file size +0 +0 ', limits), limits
    app.quit()
    assert_no_file_leaks(world, secrets)
    assert app.log_text().count('\n') > 5, 'the log was on'


def the_check_itself_finds_a_leak(world):
    (world.home / 'leak').write_text(f'x{urllib.parse.quote("a secret/with+form", safe="")}x')
    try:
        assert_no_file_leaks(world, ['a secret/with+form'])
    except AssertionError:
        return
    raise AssertionError('a planted leak was not found')


run(secrets_stay_where_they_are, the_check_itself_finds_a_leak)
