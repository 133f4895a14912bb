#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files for other programs, made in the app: no secret is in them until somebody asks, and what was exported comes
back as it was."""
import http.server
import json
import re
import subprocess
import threading

from rehearsal import App, run, wait_for

KEY = 'canary-key-8d1f44c09b'
TOKEN = 'canary-token-55e0a7ab31'
SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'
BODY = '{\n  "name": "Ada"\n}'


class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({'access_token': TOKEN, 'path': self.path}).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


def start_server(world):
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    world.endings.append(server.shutdown)
    return f'http://127.0.0.1:{server.server_port}'


def write_collection(world, address):
    def request(name, method, path, **more):
        return {'name': name, 'request': {
            'method': method, 'url': address + path, 'header': [{'key': 'X-Api-Key', 'value': KEY}], **more}}
    path = world.home / 'acme.postman_collection.json'
    path.write_text(json.dumps({
        'info': {'_postman_id': '1', 'name': 'Acme', 'schema': SCHEMA},
        'item': [
            {'name': 'Users', 'item': [
                request('List', 'GET', '/users?limit=2'),
                request('Add', 'POST', '/users', body={
                    'mode': 'raw', 'raw': BODY, 'options': {'raw': {'language': 'json'}}})]},
            request('Health', 'GET', '/health')]}))
    return path


def take_in(app, folder):
    """Answers the import that is shown."""
    folder.mkdir()
    app.focus()
    app.click('Import…')
    app.enter_path('Folder for the Collection', folder)
    app.key('Return')
    app.find('“Acme” was imported')
    app.focus()
    app.click('Dismiss')
    app.gone('“Acme” was imported')


def tree(app):
    """The rows of the sidebar."""
    rows = app.find('Requests', 'list')
    return [node.get_name() for node in app._walk(rows) if node.get_role_name() == 'button']


def files(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob('*.yml')}


def export(app, path, secrets):
    app.key('ctrl+shift+p')
    app.find('Include Secrets')
    if secrets:
        app.press('Include Secrets')
        app.wait_label('Passwords, tokens and secret variables .*')
    app.click('Export…')
    app.save_as('Export to a File', path)
    app.click('Done')
    app.gone('Export', 'dialog')
    return path.read_text()


def sent_by(collection):
    """Its requests as another program would find them, with the folders they are in."""
    def walk(items, place):
        for item in items:
            if 'item' in item:
                yield from walk(item['item'], place + (item['name'],))
                continue
            request = item['request']
            headers = {header['key']: header['value'] for header in request.get('header', [])}
            yield (*place, item['name'], request['method'], request['url']['raw'], headers.get('X-Api-Key'),
                   request.get('body', {}).get('raw'))
    return list(walk(collection['item'], ()))


def a_collection_goes_out_and_comes_back(world):
    address = start_server(world)
    app = App(world, str(write_collection(world, address)))
    app.find('3 requests from Postman 2.1')
    take_in(app, world.home / 'first')
    before = tree(app)
    assert before == ['Users', 'GET List', 'POST Add', 'GET Health'], before

    text = export(app, world.home / 'masked.json', False)
    assert KEY not in text, text
    collection = json.loads(text)
    assert collection['info'] == {'name': 'Acme', 'schema': SCHEMA}, collection['info']
    assert sent_by(collection) == [
        ('Users', 'List', 'GET', address + '/users?limit=2', '{{x_api_key}}', None),
        ('Users', 'Add', 'POST', address + '/users', '{{x_api_key}}', BODY),
        ('Health', 'GET', address + '/health', '{{x_api_key}}', None)], sent_by(collection)
    assert [(each['key'], each['value'], each['type']) for each in collection['variable']] == [
        ('x_api_key', '', 'secret')], collection['variable']

    path = world.home / 'clear.json'
    path.write_text('of an earlier day')
    path.chmod(0o644)
    collection = json.loads(export(app, path, True))
    assert [(each['key'], each['value']) for each in collection['variable']] == [('x_api_key', KEY)], collection
    assert path.stat().st_mode & 0o777 == 0o600, oct(path.stat().st_mode)

    subprocess.run([*App.COMMAND, str(path)], env=world.env, check=True, timeout=60)
    app.find('3 requests from Postman 2.1')
    take_in(app, world.home / 'second')
    assert tree(app) == before, tree(app)
    assert files(world.home / 'second') == files(world.home / 'first')
    assert not any(KEY in text for text in files(world.home / 'second').values())


def export_history(app, path, secrets, toast):
    app.click('History Menu', 'toggle button')
    app.choose_in_menu('Export as HAR…')
    app.find('Export as HAR', 'dialog')
    if secrets:
        app.press('Include Secrets')
        app.wait_label('Passwords, tokens and secret variables .*')
    words = '\n'.join(node.get_name() for node in app.showing() if node.get_role_name() == 'label')
    app.click('Export…')
    app.save_as('Export to a File', path)
    app.gone('Export as HAR', 'dialog')
    app.dismiss(toast)
    return words, path.read_text()


def secrets_of_the_history_are_there_as_long_as_its_tab(world):
    address = start_server(world)
    app = App(world, str(write_collection(world, address)))
    app.find('3 requests from Postman 2.1')
    take_in(app, world.home / 'first')
    app.wait_text('URL', re.escape(address + '/users?limit=2'))
    app.key('ctrl+Return')
    app.answer_origin_question()
    app.wait_text('Response Status', '200')
    app.send('200 OK')  # what came back first is not held any more
    app.click('History', 'radio button')
    wait_for('both in the history', lambda: len(app.look_for_all(re.compile('GET List.*'), 'list item')) == 2)

    words, text = export_history(app, world.home / 'masked.har', False, 'Saved')
    assert '2 requests are masked in the file' in words, words
    assert KEY not in text and TOKEN not in text, text
    entries = json.loads(text)['log']['entries']
    assert [entry['request']['url'] for entry in entries] == [address + '/users?limit=2'] * 2, entries

    path = world.home / 'clear.har'
    words, text = export_history(app, path, True, 'Saved, with 1 request masked')
    assert 'Of 1 request whose response is still shown in a tab' in words, words
    assert '1 request is masked in the file' in words, words
    masked, clear = json.loads(text)['log']['entries']
    assert KEY not in json.dumps(masked) and TOKEN not in json.dumps(masked), masked
    assert {'name': 'X-Api-Key', 'value': KEY} in clear['request']['headers'], clear
    assert json.loads(clear['response']['content']['text'])['access_token'] == TOKEN, clear
    assert path.stat().st_mode & 0o777 == 0o600, oct(path.stat().st_mode)

    app.key('ctrl+w')
    app.gone('Response Status')
    words, text = export_history(app, world.home / 'closed.har', False, 'Saved')
    assert 'No tab shows the response of any of these requests' in words, words
    assert text == (world.home / 'masked.har').read_text(), text


run(a_collection_goes_out_and_comes_back, secrets_of_the_history_are_there_as_long_as_its_tab)
