#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP/2 where a collection asks for it, by rehearse and in the app: a server whose certificate is good."""
import os
import pathlib
import re
import subprocess
import sys

from rehearsal import BUILD, App, run

HERE = pathlib.Path(__file__).resolve().parent
REHEARSE = BUILD / 'src/cli/rehearse'
SETTINGS = 'extensions:\n  rehearsal:\n    settings:\n      http1: false\n'


def start_server(world):
    pem = pathlib.Path(os.environ['RH_NAMES_FOLDER']) / 'server.pem'
    server = world.spawn(sys.executable, HERE.parent / 'lib/h2-server.py', pem, 'ok', stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, text=True)
    server.url = f'https://h2.example:{server.stdout.readline().strip()}/'
    return server


def write_collection(world, url, settings):
    folder = world.home / 'collection'
    folder.mkdir()
    (folder / 'opencollection.yml').write_text('opencollection: 1.0.0\ninfo:\n  name: Acme\n' + settings)
    (folder / 'Get.yml').write_text(f'info:\n  name: Get\n  type: http\n\nhttp:\n  method: GET\n  url: {url}\n')
    (folder / 'environments').mkdir()
    (folder / 'environments/Local.yml').write_text('name: Local\nvariables: []\n')
    return folder


def rehearse(world, folder):
    sent = subprocess.run([str(REHEARSE), 'send', str(folder), 'Get', '--include'], env=world.env, capture_output=True,
                          text=True, timeout=60)
    assert sent.returncode == 0, sent
    return sent.stdout


def asked_for_and_not(world):
    for settings, line, seen in ((SETTINGS, 'HTTP/2 200', 'request'), ('', 'HTTP/1.1 200', 'GET / HTTP/1.1')):
        server = start_server(world)
        folder = write_collection(world, server.url, settings)
        printed = rehearse(world, folder)
        assert printed.startswith(line) and printed.endswith('ok'), printed
        assert server.stdout.readline().strip() == seen
        folder.rename(world.home / f'done-{len(settings)}')


def open_folder(app, folder):
    app.find('Open or Import…')
    app.focus()
    app.key('ctrl+o')
    app.enter_path('Open a Collection’s Folder', folder)
    app.key('Return')


def seen_in_the_app(world):
    server = start_server(world)
    app = App(world)
    open_folder(app, write_collection(world, server.url, SETTINGS))
    app.wait_text('URL', re.escape(server.url))
    app.focus()
    app.key('ctrl+Return')
    app.wait_text('Response Status', '200')
    assert server.stdout.readline().strip() == 'request'
    app.press('Details', 'page tab')
    app.wait_label('HTTP/2')


run(asked_for_and_not, seen_in_the_app)
