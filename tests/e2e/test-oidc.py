#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Against a certified authorization server that nobody here wrote."""
from peers import Server, fill_in, send_to, sign_in
from rehearsal import App, run, wait_for


def confidential_client_with_a_nasty_secret(world):
    server = Server(world)
    app = App(world)
    fill_in(app, server)
    sign_in(world, app, 'wait-for:close this page')
    app.gone('Continue in Your Browser')
    send_to(app, server.issuer + '/me')
    app.wait_label('Your access token has never been sent to http://.*')
    app.answer_origin_question()
    app.wait_text('Response Status', '200 OK')
    app.wait_text('Response Body', '"sub": "ada"')
    assert server.count('authorization_code') == 1, server.answers


def public_client(world):
    server = Server(world, secret='')
    app = App(world)
    fill_in(app, server)
    sign_in(world, app)
    app.gone('Continue in Your Browser')
    send_to(app, server.issuer + '/me')
    app.answer_origin_question()
    app.wait_text('Response Body', '"sub": "ada"')


def short_life_is_renewed_in_silence(world):
    server = Server(world, accessTokenTTL=4)  # in whole seconds there: up to one less
    app = App(world)
    fill_in(app, server)
    sign_in(world, app)
    app.gone('Continue in Your Browser')
    send_to(app, server.issuer + '/me')
    app.answer_origin_question()
    app.wait_text('Response Body', '"sub": "ada"')
    # Each time the token is over, one refresh, with a refresh token that is new each time.
    for number in (1, 2, 3):
        def renewed():
            app.send('200 OK')
            return server.count('refresh_token') >= number
        wait_for(f'refresh {number}', renewed)
    assert server.count('authorization_code') == 1, server.answers
    assert not [each for each in server.answers if each['status'] != 200], server.answers


def deny(world):
    server = Server(world)
    app = App(world)
    fill_in(app, server)
    app.click('Connect')
    app.wait_label('Continue in Your Browser')
    world.at_browser('deny')
    app.wait_label('.*access_denied.*')
    assert app.text('Client ID') == server.client_id
    assert server.count('authorization_code') == 0


def paste_back(world):
    server = Server(world, 'https://app.example/cb')
    app = App(world)
    fill_in(app, server)
    ended = sign_in(world, app, 'end:https://app.example/cb')
    app.press('Browser Ended on Another Page?', 'list item')
    # A bare code, another site's address and a foreign state are refused, and the wait goes on.
    for wrong in ('just-a-code', ended['url'].replace('app.example', 'evil.example'), 'https://app.example/cb?code=x&state=y'):
        app.type('Address of the Page', wrong)
        app.click('Continue')
        app.wait_label('Continue in Your Browser')
        assert server.count('authorization_code') == 0
    app.type('Address of the Page', f'  {ended["url"]}\n')
    app.click('Continue')
    app.gone('Continue in Your Browser')
    send_to(app, server.issuer + '/me')
    app.answer_origin_question()
    app.wait_text('Response Body', '"sub": "ada"')


run(confidential_client_with_a_nasty_secret, public_client, short_life_is_renewed_in_silence, deny, paste_back)
