#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A colleague's Postman files in the app: the report, the folder, and a request that goes with its secret."""
import http.server
import json
import pathlib
import re
import threading

from rehearsal import App, run, wait_for

KEY = 'canary-key-8d1f44c09b'
SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'


class Server(http.server.BaseHTTPRequestHandler):
    seen = []

    def do_GET(self):
        self.seen.append((self.path, self.headers.get('X-Api-Key')))
        self.send_response(200)
        self.send_header('Content-Length', '2')
        self.end_headers()
        self.wfile.write(b'{}')

    def log_message(self, *words):
        pass


def start_server(world):
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    world.endings.append(server.shutdown)
    return f'http://127.0.0.1:{server.server_port}'


def write_files(world, address):
    collection = world.home / 'acme.postman_collection.json'
    collection.write_text(json.dumps({
        'info': {'_postman_id': '1', 'name': 'Acme', 'schema': SCHEMA},
        'item': [{'name': 'Users', 'item': [{
            'name': 'List', 'event': [{'listen': 'test', 'script': {'exec': ['pm.test()'], 'type': 'text/javascript'}}],
            'request': {'method': 'GET', 'url': '{{api}}/users', 'header': [{'key': 'X-Api-Key', 'value': KEY}]}}]}]}))
    environment = world.home / 'local.postman_environment.json'
    environment.write_text(json.dumps({
        'name': 'Local', '_postman_variable_scope': 'environment',
        'values': [{'key': 'api', 'value': address, 'enabled': True}]}))
    return collection, environment


def choose_folder(app, folder):
    app.enter_path('Folder for the Collection', folder)
    app.key('Return')


def postman_files_become_a_collection(world):
    address = start_server(world)
    files = write_files(world, address)
    folder = world.home / 'imported'
    folder.mkdir()
    app = App(world, *map(str, files))
    app.find('1 request from Postman 2.1')
    app.find('Into the Keyring')
    assert not list(folder.iterdir())
    app.focus()
    app.click('Import…')
    choose_folder(app, folder)
    app.find('“Acme” was imported')
    texts = [path.read_text() for path in folder.rglob('*.yml')]
    assert any('pm.test()' in text for text in texts), texts
    assert not any(KEY in text for text in texts), texts
    app.click('Save Report')
    report = wait_for('the report', lambda: list(folder.glob('Import Report.md')))[0].read_text()
    assert report.startswith('# Acme\n') and KEY not in report, report

    app.focus()
    app.wait_text('URL', re.escape('{{api}}/users'))
    app.key('ctrl+Return')
    app.answer_origin_question()
    app.wait_text('Response Status', '200')
    assert Server.seen == [('/users', KEY)], Server.seen


def what_cannot_be_imported_is_told(world):
    broken = pathlib.Path(world.home / 'broken.json')
    broken.write_text('{"info": ')
    app = App(world, str(broken))
    app.find('Not JSON')
    app.click('Close')
    app.gone('Not JSON')
    app.find('Open or Import…')


run(postman_files_become_a_collection, what_cannot_be_imported_is_told)
