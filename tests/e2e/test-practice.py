#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job against the practice server: from an empty home to a 200, five clicks away."""
from rehearsal import App, run


def connect(world, app, *at_browser):
    """From the Connect dialog to the answer of the browser. Connect is the name of a step of Get Started, too."""
    app.click('Connect', 'button')
    app.wait_label('Continue in Your Browser')
    world.at_browser(*at_browser)


def five_clicks_to_the_first_200(world):
    app = App(world)
    app.click('Try With Practice Server')
    app.click('Connect…')
    connect(world, app, 'allow', 'wait-for:close this page')
    app.gone('Continue in Your Browser')
    app.click('Send')
    app.wait_text('Response Status', r'200 OK')
    app.wait_text('Response Body', r'"email": "ada@acme\.example"')
    app.quit()

    # The practice server and its tokens live as long as the app: nothing is claimed that is not so.
    app = App(world)
    app.click('Send')
    app.find('Client ID')


def five_clicks_from_get_started_to_a_green_first_call(world):
    app = App(world)
    app.click('Get Started')
    app.click('Start')  # Practice is chosen; Connect is the next step, since its client is known
    connect(world, app, 'allow', 'wait-for:close this page')
    app.wait_label('Connected. Send makes the first call.')
    app.wait_focus('Send')
    app.click('Send')
    app.wait_label(r'The first call worked: GET /v2/employees · 200 · JSON · \d+ items?')

    # All three are green, each by its fact, and the guide opens where one stopped.
    app.click('What It Proved')
    app.wait_label('Client practice-client, which needs no secret of yours')
    app.wait_label('.*users:read vendors:read vendors:write')
    app.click('What Comes Next')
    app.wait_label('The token was accepted, its scopes were enough, and JSON came back.*')
    app.find('Production')


def send_connects_first(world):
    app = App(world)
    app.click('Try With Practice Server')
    app.click('Send')
    app.find('Client ID')
    connect(world, app, 'allow')
    app.wait_text('Response Status', r'200 OK')


def deny_is_a_sentence_and_keeps_what_was_typed(world):
    app = App(world)
    app.click('Try With Practice Server')
    app.click('Connect…')
    connect(world, app, 'deny', 'wait-for:close this page')
    app.wait_label(r'.*access_denied.*')
    assert app.text('Client ID') == 'practice-client', app.text('Client ID')


def nothing_is_sent_while_not_connected(world):
    app = App(world)
    app.click('Try With Practice Server')
    app.click('Send')
    app.find('Client ID')  # Send itself is Cancel until the dialog is there
    app.click('Cancel')
    app.gone('Client ID')
    assert app.look('Response Status') is None


run(five_clicks_to_the_first_200, five_clicks_from_get_started_to_a_green_first_call, send_connects_first,
    deny_is_a_sentence_and_keeps_what_was_typed, nothing_is_sent_while_not_connected)
