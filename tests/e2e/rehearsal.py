# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end-to-end tests share: a private home, the app driven by AT-SPI, the person at the browser.

Run inside with-display.sh and with-keyring.sh, with the build folder in RH_BUILD_DIR. Things are found
by accessible name, so every test is an accessibility test too.
"""
import itertools
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ['RH_BUILD_DIR'])
PATIENCE = 60
# Below those that the kernel picks.
PORTS = itertools.count(20000 + os.getpid() % 10000)
# The window's first size, and where its dialogs end.
WIDTH, HEIGHT, FOLD = 1200, 800, 700

BROWSER_FLAGS = ('--no-sandbox --password-store=basic --no-first-run --no-default-browser-check --disable-gpu '
                 '--disable-quic --disable-background-networking --disable-component-update --disable-sync '
                 '--disable-features=DialMediaRouteProvider --window-position=0,0 --window-size=1200,800')


class Failed(AssertionError):
    pass


def wait_for(what, find, patience=PATIENCE):
    """What find() gives as soon as it is true; fails with its name after a while."""
    deadline = time.monotonic() + patience
    while True:
        try:
            found = find()
        except GLib.Error:  # an object went away while we looked at it
            found = None
        if found:
            return found
        if time.monotonic() > deadline:
            raise Failed(f'waited {patience} s in vain for {what}')
        time.sleep(0.02)


def name_of(node):
    """Its own, or what its label says."""
    name = node.get_name()
    if not name:
        node.clear_cache_single()  # it may have had none when it was first seen
        name = node.get_name()
    if name:
        return name
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            label = relation.get_target(0)
            return label.get_name() or Atspi.Text.get_text(label, 0, -1)
    return ''


def free_port():
    """One that was not given before, and that the kernel gives to no connection meanwhile."""
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(('127.0.0.1', port)):
                return port


class World:
    """A home folder of its own, with Chromium as the browser of the system."""

    def __init__(self, **environment):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix='rehearsal-e2e-'))
        self.debug_port = free_port()
        self.children = []
        self.endings = []  # what else ends with it
        self.env = {**os.environ, 'HOME': str(self.home), 'XDG_CONFIG_HOME': str(self.home / 'config'),
                    'XDG_DATA_HOME': str(self.home / 'data'), 'XDG_STATE_HOME': str(self.home / 'state'),
                    'XDG_CACHE_HOME': str(self.home / 'cache'), 'GSETTINGS_BACKEND': 'keyfile',
                    'GSETTINGS_SCHEMA_DIR': str(BUILD / 'data'), 'NO_AT_BRIDGE': '0',
                    'GIO_USE_NETWORK_MONITOR': 'base', **environment}  # where tests run there is no network
        self.env.pop('XDG_CURRENT_DESKTOP', None)
        self._make_browser()

    def _make_browser(self):
        applications = self.home / 'data' / 'applications'
        applications.mkdir(parents=True)
        (self.home / 'config').mkdir()
        program = self.home / 'browser'
        flags = BROWSER_FLAGS
        if 'RH_NAMES_FOLDER' in os.environ:  # its certificate is trusted there, and no other that is wrong
            flags += ' ' + (pathlib.Path(os.environ['RH_NAMES_FOLDER']) / 'browser-flags').read_text()
        program.write_text(f'#!/bin/sh\nexec chromium {flags} --remote-debugging-port={self.debug_port} '
                           f'--user-data-dir="{self.home}/chromium" "$@" >"{self.home}/chromium.log" 2>&1\n')
        program.chmod(0o700)
        (applications / 'e2e-browser.desktop').write_text(
            f'[Desktop Entry]\nType=Application\nName=Browser\nExec={program} %u\n'
            'MimeType=x-scheme-handler/http;x-scheme-handler/https;\n')
        (self.home / 'config' / 'mimeapps.list').write_text(
            '[Default Applications]\nx-scheme-handler/http=e2e-browser.desktop\n'
            'x-scheme-handler/https=e2e-browser.desktop\n')

    def spawn(self, *command, **options):
        child = subprocess.Popen([str(word) for word in command], env=self.env, **options)
        self.children.append(child)
        return child

    def server(self, *command, options=''):
        """Starts a server that says in its first line, in JSON, where it is."""
        child = self.spawn(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        child.stdin.write(options)
        child.stdin.close()
        line = child.stdout.readline()
        if not line:
            raise Failed(f'{command[0]} did not start')
        child.hello = json.loads(line)
        return child

    def oidc(self, **options):
        return self.server('node', HERE / 'oidc.mjs', options=json.dumps(options))

    def at_browser(self, *actions):
        """Lets the person at the browser act; gives what 'end' printed."""
        def listening():
            with socket.socket() as probe:
                return probe.connect_ex(('127.0.0.1', self.debug_port)) == 0
        wait_for('the browser', listening)
        done = subprocess.run(['node', HERE / 'browser.mjs', str(self.debug_port), *actions], env=self.env,
                              capture_output=True, text=True, timeout=2 * PATIENCE)
        if done.returncode:
            raise Failed(f'the browser could not {actions}: {done.stderr}')
        return json.loads(done.stdout) if done.stdout.strip() else None

    def close_browser(self):
        """The whole browser, by the ids of its own processes: it was started by the app."""
        for entry in pathlib.Path('/proc').iterdir():
            if entry.name.isdigit():
                try:
                    if f'--user-data-dir={self.home}/chromium'.encode() in (entry / 'cmdline').read_bytes():
                        os.kill(int(entry.name), signal.SIGKILL)
                except OSError:
                    pass

    def close(self):
        for child in reversed(self.children):
            if child.poll() is None:
                child.terminate()
                try:
                    child.wait(5)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()
        self.close_browser()
        for end in self.endings:
            end()
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


class Ear:
    """Hears what a screen reader is told to say. What goes away by itself, such as a toast, is heard for certain;
    on a slow machine it was not always seen."""

    def __init__(self):
        self.said = []
        self.listener = Atspi.EventListener.new(self.heard)
        self.listener.register('object:announcement')

    def heard(self, event):
        if event.type.startswith('object:announcement'):
            self.said.append(event.any_data)

    def listen(self):
        while GLib.MainContext.default().iteration(False):
            pass
        return self

    def wait_said(self, text):
        """Waits until it has been said, and forgets it."""
        wait_for(f'{text!r} to be said, after {self.said}', lambda: text in self.listen().said)
        self.said = self.said[self.said.index(text) + 1:]


# By its name xdotool 4 sends a function key with Alt; by its code as it is.
CODES = {**{f'F{number}': str(66 + number) for number in range(1, 11)}, 'F11': '95', 'F12': '96'}


def for_xdotool(key):
    """A key or several pressed together: 'Tab', 'shift+F10'."""
    return '+'.join(CODES.get(part, part) for part in key.split('+'))


class App:
    """The running app, seen as a screen reader sees it."""
    COMMAND = [str(BUILD / 'src/ui/rehearsal')]

    def __init__(self, world, *arguments, **environment):
        self.world = world
        world.apps = [self]
        self.log = open(world.home / 'app.log', 'ab')
        env = {**world.env, **environment}
        self.process = subprocess.Popen([*self.COMMAND, *arguments], env=env, stdout=self.log, stderr=self.log)
        world.children.append(self.process)
        Atspi.set_timeout(1000 * PATIENCE, 1000 * PATIENCE)
        self.ear = Ear()
        self.root = wait_for('the app on the accessibility bus', self._application)

    def _application(self):
        if self.process.poll() is not None:
            raise Failed(f'the app ended with {self.process.returncode}: {self.log_text()}')
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and self._is_it(child) and child.get_child_count():
                return child
        return None

    def _is_it(self, application):
        return application.get_process_id() == self.process.pid

    def log_text(self):
        return (self.world.home / 'app.log').read_text(errors='replace')

    # Looking

    def _walk(self, node):
        yield node
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child:
                yield from self._walk(child)

    def showing(self):
        """Everything that is on screen."""
        for node in self._walk(self.root):
            if self._is_showing(node):
                yield node

    def _is_showing(self, node):
        return node.get_state_set().contains(Atspi.StateType.SHOWING)

    def look_for_all(self, name, role=None):
        """All that is on screen of that accessible name. Each question takes the app a moment: the one that leaves
        the fewest comes first."""
        matches = name.fullmatch if isinstance(name, re.Pattern) else name.__eq__
        return [node for node in self._walk(self.root) if matches(node.get_name() or '')
                and (role is None or node.get_role_name() == role) and self._is_showing(node)]

    def look(self, name, role=None):
        """The thing on screen of that accessible name, or None. The last one wins: dialogs come after
        windows. A label counts only where it is not the label of something better."""
        found = self.look_for_all(name, role)
        better = [node for node in found if node.get_role_name() != 'label']
        return (better or found or [None])[-1]

    def find(self, name, role=None, patience=PATIENCE):
        return wait_for(f'{name!r}', lambda: self.look(name, role), patience)

    def gone(self, name, role=None):
        wait_for(f'{name!r} to go away', lambda: self.look(name, role) is None)

    def text(self, name):
        """All text of a thing: its own, its label, or that of its text child."""
        return self.text_of(self.find(name))

    def text_of(self, node):
        for candidate in self._walk(node):
            text = candidate.get_text_iface()
            if text:
                return Atspi.Text.get_text(candidate, 0, Atspi.Text.get_character_count(candidate))
        return node.get_name()

    def wait_text(self, name, pattern, patience=PATIENCE):
        """Waits until the text of that thing matches; gives the text."""
        def matching():
            node = self.look(name)
            text = self.text_of(node) if node else ''
            return text if re.search(pattern, text, re.S) else None
        return wait_for(f'{name!r} to say {pattern!r}', matching, patience)

    def wait_focus(self, name):
        """Waits until that thing, or something in it, has the keys."""
        def focused():
            node = self.look(name)
            return node and any(each.get_state_set().contains(Atspi.StateType.FOCUSED) for each in self._walk(node))
        wait_for(f'{name!r} to have the focus', focused)

    def wait_label(self, pattern):
        """Waits until anything on screen is named so."""
        return self.find(re.compile(pattern, re.S))

    def dump(self):
        """The screen in words."""
        lines = []

        def visit(node, depth):
            if node.get_state_set().contains(Atspi.StateType.SHOWING):
                lines.append('  ' * depth + f'{node.get_role_name()} {node.get_name()!r}')
            for index in range(node.get_child_count()):
                child = node.get_child_at_index(index)
                if child:
                    visit(child, depth + 1)
        visit(self.root, 0)
        return '\n'.join(lines)

    # Doing

    def click(self, name, role=None):
        node = self.find(name, role)
        wait_for(f'{name!r} to be sensitive', lambda: node.get_state_set().contains(Atspi.StateType.SENSITIVE))
        for candidate in self._walk(node):
            if candidate.get_n_actions() > 0:
                candidate.do_action(0)
                return
        raise Failed(f'{name!r} cannot be clicked')

    def type(self, name, text):
        """Replaces the text of an entry; an entry row is not the entry, its text child is."""
        def editable():
            node = self.look(name)
            for candidate in self._walk(node) if node else ():
                if candidate.get_editable_text_iface() and candidate.get_state_set().contains(Atspi.StateType.EDITABLE):
                    return candidate
            return None
        Atspi.EditableText.set_text_contents(wait_for(f'{name!r} to type in', editable), text)

    def type_scopes(self, text):
        def button():  # rows of a table can be edited as text, too
            for node in self._walk(self.find('Scopes', 'list item')):
                if node.get_name() == 'Edit as Text':
                    return node
            return None
        wait_for('the button of the scopes', button).do_action(0)
        self.type('Scopes', text)

    def scopes(self):
        """Those that are there as chips, in their order."""
        names = [node.get_name() or '' for node in self._walk(self.find('Scopes'))]
        return [name.removeprefix('Remove ') for name in names if name.startswith('Remove ')]

    def press(self, name, role=None):
        """With the mouse, in the middle of it: for what has no action of its own to assistive tools."""
        node = self.find(name, role)

        def placed():
            extents = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
            return extents if extents.width > 0 and extents.height > 0 else None

        def settled():  # not while it slides in
            first, second = placed(), placed()
            return first if first and (first.x, first.y) == (second.x, second.y) else None
        at = wait_for(f'the place of {name!r}', settled)
        for _ in range(20):
            if at.y + at.height < FOLD:
                break
            self._mouse(WIDTH // 2, HEIGHT // 2, 5)  # the wheel, downwards
            at = wait_for(f'the place of {name!r}', settled)
        self._mouse(at.x + at.width // 2, at.y + at.height // 2)

    def _mouse(self, x, y, button=1):
        subprocess.run(['xdotool', 'mousemove', str(x), str(y), 'click', str(button)], env=self.world.env, check=True)

    def pointer_away(self):
        """A menu goes on from the item that the pointer happens to be over."""
        subprocess.run(['xdotool', 'mousemove', '1', '1'], env=self.world.env, check=True)

    def choose(self, name, choice):
        """Takes an entry of a combo row, by mouse and keys."""
        def labels(node):
            return [each.get_name() for each in self._walk(node) if each.get_role_name() == 'label']

        def entries():  # of the list that opens; of what is in a scroll pane nothing is there before
            return [label for node in self._walk(self.find(name)) if node.get_role_name() == 'scroll pane'
                    for label in labels(node)]

        def chosen():
            return not entries() and choice in labels(self.find(name))
        if chosen():
            return
        self.press(name)
        wait_for(f'{choice!r} in the list of {name!r}', lambda: choice in entries())
        self.key('Home', *['Down'] * entries().index(choice), 'Return')
        wait_for(f'{choice!r} to be chosen', chosen)

    def choose_in_menu(self, item):
        """In one that is open. Menu items are called by their labels."""
        wait_for(f'the menu item {item!r}', lambda: next(
            (node for node in self.showing() if node.get_role_name() == 'menu item' and name_of(node) == item),
            None)).do_action(0)

    def send(self, status):
        """Sends, and waits until that is said and all is there: what is on screen may be of the one before."""
        self.find('Send')
        self.ear.listen().said.clear()
        self.click('Send')
        self.ear.wait_said(status)
        self.find('Send')

    def dismiss(self, toast):
        """Waits for a toast, and sends it away if it has not gone by itself."""
        self.ear.wait_said(f'A toast appeared: {toast}')
        wait_for('no toast', lambda: not [node.do_action(0) for node in self.look_for_all('Dismiss')])

    def answer_origin_question(self):
        """Allows the token to go to the origin that was asked for."""
        self.click('Allow and Send')

    def back(self):
        """From the response, which is a page of its own in a narrow window."""
        if self.look('Back'):
            self.click('Back')
            self.find('URL')

    def key(self, *keys):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *map(for_xdotool, keys)], env=self.world.env, check=True)

    def window_id(self):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                               env=self.world.env, capture_output=True, text=True).stdout.split()
        return found[0] if found else None

    def wait_window(self):
        """Waits for it: the search ends where a window, of whomever, goes away meanwhile."""
        return wait_for('the window', self.window_id)

    def resize(self, width, height):
        subprocess.run(['xdotool', 'windowsize', '--sync', self.wait_window(), str(width), str(height)], env=self.world.env,
                       check=True)

    def to_front(self):
        """What a window manager would do when the app asks for it."""
        subprocess.run(['xdotool', 'windowraise', self.wait_window()], env=self.world.env, check=True)

    def focus(self, window=None):
        """As a window manager would; there is none. Keys go to that window from now on."""
        subprocess.run(['xdotool', 'windowfocus', '--sync', window or self.wait_window()], env=self.world.env, check=True)

    def find_window(self, title):
        """One of its windows, by title."""
        return wait_for(f'the window {title!r}', lambda: subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--name', title], env=self.world.env, capture_output=True,
            text=True).stdout.split())[0]

    def enter_path(self, title, path):
        """In the toolkit's own chooser of that title: a slash shows the entry for a path."""
        self.focus(self.find_window(title))
        self.key('slash')

        def path_entry():
            for node in self.showing():
                if node.get_editable_text_iface() and self.text_of(node) == '/':
                    return node
            return None
        Atspi.EditableText.set_text_contents(wait_for('the entry for a path', path_entry), str(path))

    def save_as(self, title, path):
        """In the toolkit's own chooser of that title; what is there is written over."""
        self.focus(self.find_window(title))
        self.type('Name:', str(path))
        self.key('Return')
        if path.exists():
            self.click('Replace')
        self.focus()

    def screenshot(self, path, width=None, height=None):
        crop = ['-crop', f'{width}x{height}+0+0', '+repage'] if width else []
        subprocess.run(['import', '-window', 'root', *crop, str(path)], env=self.world.env, check=True)

    def quit(self):
        """As Ctrl+Q would."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)


def run(*tests):
    """Runs each test, or those named on the command line, in a world of its own; TAP on standard output,
    the screen in words on failure."""
    tests = [test for test in tests if len(sys.argv) < 2 or test.__name__ in sys.argv[1:]]
    print(f'1..{len(tests)}')
    failed = 0
    for number, test in enumerate(tests, 1):
        name = test.__name__.replace('_', '-')
        with World() as world:
            try:
                test(world)
                print(f'ok {number} {name}', flush=True)
            except Exception as error:  # any failure is a failure of this test alone
                failed += 1
                print(f'not ok {number} {name}\n# {error!r}', flush=True)
                for app in getattr(world, 'apps', []):
                    print(app.dump(), app.log_text(), sep='\n', file=sys.stderr)
                traceback.print_exc()  # last: of a long log the end is shown
    sys.exit(1 if failed else 0)
