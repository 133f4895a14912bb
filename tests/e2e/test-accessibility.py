#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog by keyboard, as a screen reader has it: names, order, no traps; and what is said."""
import http.server
import json
import pathlib
import re
import subprocess
import threading
import urllib.parse
import urllib.request

from keyboard import Ear, Walk, is_in, place_of, words
from rehearsal import BUILD, App, Failed, free_port, run, wait_for

SOURCE = pathlib.Path(__file__).resolve().parents[2] / 'src' / 'ui'
# Where each template is walked. One that is new is not in here.
ROOMS = {
    'from_the_first_window_to_connected': {
        'connection': 'account-button connect-dialog connect-form connection-button connection-popover consent-page '
                      'environment-row scope-chips scope-row',
        'guide': 'guide-dialog guide-register-page guide-step-page',
        'window': 'collection-page tab welcome-page window',
        'collection': 'sidebar tree-row tree-view',
    },
    'every_page_of_a_request': {
        'request': 'action-row auth-page body-editor body-page field-list field-row method-button request-page '
                   'settings-page url-bar variables-page',
        'window': 'menus',
    },
    'every_page_of_a_response': {
        'response': 'body-find-bar body-image body-view example-dialog go-to-line-dialog headers-view jwt-dialog '
                    'response-page response-pages response-problem response-status response-waiting variable-dialog',
        'cookie': 'cookie-page cookie-row',
        'collection': 'history-export-dialog history-row history-view',
        'common': 'problem-card',
    },
    'every_dialog': {
        'preferences': 'client-group client-page network-page preferences-dialog proxy-group saved-sign-ins-page '
                       'trusted-group',
        'environment': 'define-dialog environment-page environments-dialog folder-dialog variable-row',
        'collection': 'export-dialog go-to-dialog save-as-dialog',
        'cookie': 'cookies-dialog',
        'import': 'import-dialog import-list import-page',
        'request': 'field-dialog',
        'response': 'examples-dialog',
        'window': 'shortcuts-dialog',
        'help': 'help-dialog help-page',
    },
    'every_question_of_a_collection': {
        'collection': 'compare-dialog move-dialog',
    },
    'every_question_of_a_sign_in': {
        'connection': 'discovery-page',
        'preferences': 'saved-sign-in-row',
    },
}
JWT = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.'
PIXEL = bytes.fromhex('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da'
                      '63646060f80f0001050101a1d4d5a60000000049454e44ae426082')


class Service(http.server.ThreadingHTTPServer):
    """Answers of each kind, by path."""

    def __init__(self):
        super().__init__(('127.0.0.1', 0), Service.Handler)
        self.base = f'http://127.0.0.1:{self.server_port}'
        self.patience = threading.Event()
        self.answers = {
            '/things': (200, 'application/json', json.dumps({'token': JWT, 'things': [1, 2]}).encode()),
            '/image': (200, 'image/png', PIXEL),
            '/empty': (200, 'text/plain', b''),
            '/refused': (403, 'application/json', b'{"error":"insufficient_scope"}'),
        }
        threading.Thread(target=self.serve_forever, daemon=True).start()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'

        def reply(self, status, kind, body, **headers):
            self.send_response(status)
            for name, value in {'Content-Type': kind, 'Content-Length': len(body), **headers}.items():
                self.send_header(name.replace('_', '-'), str(value))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            url = urllib.parse.urlsplit(self.path)
            if url.path == '/slow':
                self.server.patience.wait()
            status, kind, body = self.server.answers.get(url.path, (404, 'text/plain', b'no'))
            self.reply(status, kind, body, Set_Cookie='visit=1; Max-Age=3600', Link='</things?page=2>; rel="next"')

        def log_message(self, *arguments):
            pass


class House:
    """The running app, and what was found wrong in each of its rooms."""

    def __init__(self, world, *arguments):
        self.world = world
        self.ear = Ear(world.env)
        world.endings.append(self.ear.close)
        self.faults = []
        self.rooms = 0
        # Whoever is at this browser looks at the address when they are told to.
        (world.home / 'browser').write_text(f'#!/bin/sh\nprintf %s "$1" >"{world.home}/address"\n')
        self.app = App(world, *arguments)
        self.app.find('Main Menu')
        self.app.focus()

    def allow(self):
        """What the person at the browser does, on the practice server's page."""
        address = self.world.home / 'address'
        url = wait_for('the address in the browser', lambda: address.exists() and address.read_text())
        page = urllib.request.urlopen(url).read().decode()
        answer = {'consent': re.search('name="consent" value="([^"]*)"', page)[1], 'decision': 'allow'}
        urllib.request.urlopen(urllib.request.Request(
            urllib.parse.urljoin(url, '/oauth/authorize'), urllib.parse.urlencode(answer).encode(),
            {'Sec-Fetch-Site': 'same-origin'})).read()

    def practice(self):
        self.app.click('Try With Practice Server')
        self.app.find('Connect…')

    def without_token(self):
        """Requests that can go anywhere."""
        self.practice()
        self.app.key('F9')
        self.app.press('Auth', 'page tab')
        self.app.choose('Authorization', 'No Authorization')

    def send(self, url, status):
        self.app.type('URL', url)
        self.app.send(status)

    def window(self):
        return next(node for node in self.app.showing() if node.get_role_name() == 'frame')

    def _walk(self, room, scope, way, hurry=True):
        """The walk, and what it found. Where something goes away under it, it begins again."""
        def walked():
            walk = Walk(self.ear, scope, hurry)
            return walk, way(walk)
        return wait_for(f'a walk through {room}', walked)

    def _note(self, room, scope, way):
        """What is wrong with the app is so each time: a fault is one that a second walk, without hurry, finds too;
        what only the first one found is told."""
        walk, faults = self._walk(room, scope, way)
        if faults:
            walk, again = self._walk(room, scope, way, hurry=False)
            for fault in set(faults) - set(again):
                print(f'# {room}, seen once: {fault}', flush=True)
            self.faults += [f'{room}: {fault}' for fault in again]
        self.rooms += 1
        print(f'# {room}: {len(walk.stops)} stops', flush=True)

    def round(self, room, scope=None):
        scope = scope or self.window()
        wait_for(f'the focus to be in {room}', lambda: is_in(self.ear.listen().focused, scope))
        self._note(room, scope, Walk.round)

    def page(self, side, name, room=None):
        """A page of the request or of the response: chosen by its tab, and entered from there."""
        def one_of(role):
            named = self.app.look_for_all(re.compile(f'{name}( \\d+)?'), role)
            return named[0 if side == 'request' else -1] if named else None
        at = place_of(wait_for(f'the tab of {name}', lambda: one_of('page tab')))
        self.app._mouse(at.x + at.width // 2, at.y + at.height // 2)
        scope = wait_for(f'the page of {name}', lambda: one_of('panel'))
        self._note(room or f'the {side}’s {name}', scope, Walk.through)

    def switch(self, name):
        """To a page of a dialog, with the keyboard: its tabs are one stop, arrows go on from there."""
        def tab():
            focused = self.ear.listen().focused
            return focused.get_name() if focused and focused.get_role_name() == 'page tab' else None
        for key in ['Tab'] * 12 + ['Left'] * 3 + ['Right'] * 3:
            if tab() == name:
                self.ear.press('space', 0)
                return
            if key != 'Tab' or not tab():
                self.ear.press(key, 0)
        raise AssertionError(f'no way to {name} with the keyboard')

    def popover(self, room, opener, keys=None):
        """Opened by keys, or from its button."""
        self.app.key(keys) if keys else self.app.click(opener, 'toggle button')

        def opened():
            inner, outer = None, self.ear.listen().focused
            while outer and outer.get_role_name() != 'application':
                if (outer.get_role_name(), outer.get_name()) == ('button', opener):
                    return inner if inner.get_role_name() != 'toggle button' else None
                inner, outer = outer, outer.get_parent()
            return None
        self.round(room, wait_for(room, opened))
        self.app.key('Escape')

    def menu(self, room, keys=None, button=None):
        """Opened by keys at what has the focus, or from its button. What it belongs to has the focus after Escape."""
        before = self.ear.listen().focused
        self.app.key(keys) if keys else self.click_first(button, 'toggle button')

        def opened():
            node = self.ear.listen().focused
            while node and node.get_role_name() not in ('menu', 'application'):
                node = node.get_parent()
            return node if node and node.get_role_name() == 'menu' else None
        scope = wait_for(room, opened)
        owner = scope.get_parent()
        self._note(room, scope, Walk.menu)
        self.ear.press('Escape', 0)

        def returned():
            after = self.ear.listen().focused
            return after and (after == before or owner in (after, after.get_parent()))
        try:
            wait_for('the focus to be where it was', returned, 3)
        except Failed:
            self.faults.append(f'{room}: Escape leaves the focus with {words(self.ear.focused)}')

    def to_row(self, name):
        """With the keyboard to a row of the sidebar's tree, which is one stop of Tab."""
        def is_in_tree(node):
            while node and node.get_role_name() != 'application':
                if (node.get_role_name(), node.get_name()) == ('list', 'Requests'):
                    return True
                node = node.get_parent()
            return False
        for _ in range(40):
            if is_in_tree(self.ear.listen().focused):
                break
            self.ear.press('Tab')
        self.ear.press('Home', 0)
        for _ in range(20):
            if self.ear.listen().focused.get_name() == name:
                return
            self.ear.press('Down')
        raise Failed(f'no way to the row of {name}')

    def click_first(self, name, role=None):
        """In a table, whose last row is for what is new."""
        wait_for(repr(name), lambda: self.app.look_for_all(name, role))[0].do_action(0)

    def choose_in_menu(self, item, keys='F10'):
        """Of the menu that keys open, or that is open."""
        if keys:
            self.app.key(keys)
        self.app.choose_in_menu(item)

    def dialog(self, room, title, *keys, role='dialog', leave='Escape'):
        """Opened by keys, walked and left by Escape."""
        if keys:
            self.app.key(*keys)
        self.round(room, self.app.find(title, role))
        if leave:
            self.app.key(leave)
            self.app.gone(title, role)

    def check(self):
        if self.faults:
            raise Failed('\n'.join([f'{len(self.faults)} faults in {self.rooms} rooms:', *self.faults]))


KINDS = ['No Body', 'JSON', 'Text', 'XML', 'Form', 'Multipart', 'File']


def every_template_is_known(world):
    known = [f'{folder}/rh-{name}.blp' for room in ROOMS.values() for folder, names in room.items()
             for name in names.split()]
    assert sorted(known) == sorted(str(path.relative_to(SOURCE)) for path in SOURCE.glob('*/*.blp')), known
    assert len(known) == len(set(known)), known


def from_the_first_window_to_connected(world):
    house = House(world)
    app = house.app
    house.round('the first window')
    app.click('Get Started')
    house.dialog('where to begin', 'Get Started')
    house.practice()
    app.click('Connect…')
    form = app.find('Connect to Practice', 'dialog')
    app.press('Advanced')
    app.find('Issuer')
    house.round('the form', form)
    app.click('Connect')
    app.find('Continue in Your Browser')
    app.press('Error in the Browser?')
    app.press('Browser Ended on Another Page?')
    app.find('Address of the Page')
    house.round('the wait for the browser', form)
    house.ear.wait_said('Continue in Your Browser')
    house.allow()
    app.dismiss('Connected to Practice')
    house.round('the window')
    house.menu('what can be added', button='Collection Menu')
    house.popover('the environments', 'Environment', 'ctrl+e')
    app.click('Environment', 'toggle button')
    app.click('Sign Out')
    house.dialog('signing out', 'Sign Out of Practice?', role='alert')
    house.dialog('getting on', 'Get Started', 'shift+F1', leave=None)
    for step in ('Register', 'Connect', 'First Call'):
        app.press(step)
        app.find('Why It Matters')
        house.round('getting on: ' + step, app.find('Get Started', 'dialog'))
        app.click('Back')
        app.gone('Why It Matters')
    app.key('Escape')
    house.check()


def every_page_of_a_request(world):
    house = House(world)
    app = house.app
    house.practice()
    app.key('F9')
    for page in ('Headers', 'Auth', 'Variables', 'Settings', 'Body'):
        house.page('request', page)
    now = 'No Body'
    for kind in ('JSON', 'Form', 'Multipart', 'File', 'No Body'):
        app.press(now, 'combo box')
        app.find(kind, 'label')
        app.key('Home', *['Down'] * KINDS.index(kind), 'Return')
        app.find(kind, 'combo box')
        now = kind
        house.page('request', 'Body', 'a body of kind ' + kind)
    house.page('request', 'Params')
    app.key('ctrl+shift+b')
    app.find('Params', 'text')
    house.page('request', 'Params', 'params as text')
    app.key('ctrl+shift+b')
    house.popover('the methods', 'Method')
    house.menu('copying the request', 'ctrl+shift+g')
    house.menu('the main menu', 'F10')
    house.check()


def every_page_of_a_response(world):
    service = Service()
    house = House(world)
    app = house.app
    house.without_token()
    house.send(service.base + '/things', '200 OK')
    for page in ('Headers', 'Details', 'Body'):
        house.page('response', page)
    app.press('Response Body')
    app.key('ctrl+f')
    app.find('Find in Body')
    house.page('response', 'Body', 'finding in a body')
    house.menu('the options of finding', button='Find Options')
    app.key('Escape')
    app.press('Response Body')
    house.menu('the menu of a body', 'shift+F10')
    house.dialog('going to a line', 'Go to Line', 'ctrl+i')
    app.press('Response Body')
    app.key('ctrl+Home', 'Down')
    house.dialog('a token', 'JSON Web Token', 'ctrl+alt+j')
    house.dialog('a value as variable', 'Copy as Variable', 'ctrl+alt+v')
    house.menu('the menu of a response', button='Response Menu')
    app.click('Response Menu', 'toggle button')
    house.choose_in_menu('Keep as Example…', None)
    house.dialog('keeping an example', 'Keep as Example')
    house.dialog('cookies', 'Cookies', 'ctrl+shift+k', leave=None)
    house.menu('the menu of cookies', button='Cookies Menu')
    app.press('visit', 'list item')
    app.find('Where It Goes')
    house.dialog('a cookie', 'Cookies', leave=None)
    app.key('Escape', 'Escape')
    app.gone('Cookies', 'dialog')
    for path, status in (('image', '200 OK'), ('empty', '200 OK'), ('refused', '403 Forbidden')):
        house.send(f'{service.base}/{path}', status)
        house.page('response', 'Body', 'the response of ' + path)
    app.type('URL', f'{service.base}/slow')
    app.click('Send')
    app.find('Cancel')
    house.round('waiting for a response')
    service.patience.set()
    app.wait_text('Response Status', '404')
    app.type('URL', f'http://127.0.0.1:{free_port()}/')
    app.click('Send')
    app.find('Show Details')
    house.ear.wait_said('Host Was Not Reached')
    house.round('a problem')
    app.key('F9')
    app.click('History', 'radio button')
    app.find('Search History')
    house.round('the history')
    house.menu('the menu of the history', button='History Menu')
    app.click('History Menu', 'toggle button')
    house.choose_in_menu('Export as HAR…', None)
    house.dialog('exporting the history', 'Export as HAR')
    house.check()


def make_collection(world, base):
    """One that is guarded, sends a file of somebody else's, and has a value that ought to be secret."""
    files = {
        'opencollection.yml': 'opencollection: 1.0.0\ninfo:\n  name: Acme\n',
        'List.yml': f'info:\n  name: List\n  type: http\nhttp:\n  method: GET\n  url: {base}/things\n',
        'Change.yml': f'info:\n  name: Change\n  type: http\nhttp:\n  method: POST\n  url: {base}/things\n',
        'Upload.yml': f'info:\n  name: Upload\n  type: http\nhttp:\n  method: GET\n  url: {base}/things\n  body:\n'
                      '    type: file\n    data:\n      - filePath: ../../../../etc/passwd\n        selected: true\n',
        'Things/folder.yml': 'info:\n  name: Things\n  type: folder\n',
        'environments/Production.yml': 'name: Production\nvariables:\n  - name: key\n    value: k-1\n',
    }
    folder = world.home / 'acme'
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def every_question_of_a_collection(world):
    service = Service()
    folder = make_collection(world, service.base)
    house = House(world, str(folder))
    app = house.app
    for row in ('List', 'Things'):
        house.to_row(row)
        house.menu(f'the menu of the row {row}', 'shift+F10')
    house.to_row('List')
    house.dialog('moving', 'Move to Folder', 'ctrl+m')
    app.click('Review…')
    house.dialog('letting it use secrets', 'Let It Use Saved Secrets?', role='alert')
    app.click('Send')
    house.dialog('guarding live data', 'Send to Production?', role='alert')
    app.press('GET Upload', 'button')
    app.wait_text('URL', '/things')
    app.find('Upload', 'panel')
    app.click('Send')
    house.dialog('a file from outside', 'Send an Outside File?', role='alert')
    app.press('GET List', 'button')
    app.find('List', 'panel')
    app.type('URL', service.base + '/other')
    request = folder / 'List.yml'
    request.write_text(request.read_text().replace('/things', '/theirs'))
    app.click('Compare…')
    house.dialog('comparing', 'Changed on Disk')
    house.dialog('the environments', 'Environments', 'ctrl+shift+e', leave=None)
    app.press('Production', 'list item')
    app.find('Secret')
    house.click_first('Secret')
    house.dialog('a value that was in a file', 'Kept in Your Keyring', role='alert')
    app.dismiss('“Production.yml” was written by another program and has been laid out anew')
    house.click_first('Secret')
    house.dialog('a value to be in a file', 'Write “key” to a File?', role='alert')
    house.click_first('In your keyring')
    house.dialog('a secret value', 'Value of “key”', role='alert')
    house.menu('the menu of a variable', button='More')
    app.key('Escape', 'Escape')
    app.gone('Environments', 'dialog')
    house.check()


def every_question_of_a_sign_in(world):
    redirect_uri = f'http://localhost:{free_port()}/other'
    server = world.server(BUILD / 'src/cli/rehearse', 'practice', '--port', free_port(), '--redirect-uri', redirect_uri,
                          '--json')
    house = House(world)
    app = house.app
    app.click('Connect to Your API…')
    app.choose('Service', 'Other')
    app.type('Client ID', server.hello['client_id'])
    app.type('Client Secret', server.hello['client_secret'])
    app.type('Redirect URI', redirect_uri)
    app.type('Issuer', server.hello['base_url'])
    app.click('Discover')
    app.find('Apply')
    house.round('what was discovered', app.find('Connect to Staging', 'dialog'))
    app.click('Apply')
    app.click('Connect')
    app.find('Continue in Your Browser')
    house.allow()
    app.gone('Continue in Your Browser')
    app.key('ctrl+comma')
    app.find('Preferences', 'dialog')
    house.switch('Sign-ins')
    app.find('End This Sign-in')
    house.dialog('a saved sign-in', 'Preferences', leave=None)
    house.menu('how a sign-in ends', button='End This Sign-in')
    app.click('End This Sign-in', 'toggle button')
    house.choose_in_menu('Revoke…', None)
    house.dialog('revoking a sign-in', 'Revoke This Sign-in?', role='alert')
    house.check()


def imported(house):
    """Commands of curl, more than are shown at once, and of which something is to be said."""
    script = house.world.home / 'many.sh'
    script.write_text(''.join(f'curl -k -H "X-Api-Key: secret-of-{number}-0123456789abcdef" https://x.example/{number}\n'
                              for number in range(9)))
    subprocess.run([*App.COMMAND, str(script)], env=house.world.env, check=True, timeout=60)
    house.app.find('Into the Keyring')
    dialog = house.app.find('Import', 'dialog')
    house.app.focus()
    house.round('an import', dialog)
    house.app.press(re.compile('Show All \\d+'), 'button')
    house.app.find('Back')
    house.round('a group of its report', dialog)
    house.app.key('Escape', 'Escape')
    house.app.gone('Import', 'dialog')


def every_dialog(world):
    house = House(world)
    app = house.app
    house.practice()
    house.dialog('the general preferences', 'Preferences', 'ctrl+comma', leave=None)
    for page, there in (('Network', 'Use a Proxy'), ('Sign-ins', 'Nothing Saved|No .*')):
        house.switch(page)
        app.find(re.compile(there))
        house.round('the preferences: ' + page, app.find('Preferences', 'dialog'))
    house.switch('Network')
    app.press('Add Client Certificate…')
    app.find('Certificate File')
    house.dialog('a client certificate', 'Preferences', leave=None)
    app.key('Escape', 'Escape')
    app.gone('Preferences', 'dialog')
    for room, keys in (('Help', 'F1'), ('Keyboard Shortcuts', 'ctrl+question'), ('Cookies', 'ctrl+shift+k'),
                       ('Go to Request', 'ctrl+k'), ('Export', 'ctrl+shift+p'), ('Save Request As', 'ctrl+shift+s'),
                       ('Examples', 'ctrl+shift+x')):
        house.dialog(room, room, keys)
    app.type('URL', '{{unknown}}/things')
    app.click('Send')
    app.click(re.compile('Define.*'))
    house.dialog('defining a variable', re.compile('Define.*'))
    house.dialog('the environments', 'Environments', 'ctrl+shift+e', leave=None)
    app.press('Staging', 'list item')
    app.find('Ask Before Changing Live Data')
    house.dialog('an environment', 'Environments', leave=None)
    app.key('Escape', 'Escape')
    app.gone('Environments', 'dialog')
    house.choose_in_menu('Collection Settings')
    settings = app.find('Starter', 'dialog')
    for page in ('Headers', 'Auth', 'Settings', 'Variables'):
        app.press(page, 'page tab')
        house.round('the collection’s ' + page, settings)
    app.key('Escape')
    for item, title, role in (('New Collection…', 'New Collection', 'alert'),
                              ('Rename Collection…', 'Rename Collection', 'alert'),
                              ('About Rehearsal', 'About', 'dialog')):
        house.choose_in_menu(item)
        house.dialog(title, title, role=role)
    imported(house)
    app.resize(360, 640)
    app.find('Edit Row')
    house.round('a narrow window')
    app.click('Edit Row')
    house.dialog('a row of its own', 'Edit Row')
    house.check()


run(every_template_is_known, from_the_first_window_to_connected, every_page_of_a_request, every_page_of_a_response,
    every_dialog, every_question_of_a_collection, every_question_of_a_sign_in)
