#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job with the sandboxed app, from outside: its window by AT-SPI and keys, the browser by the
OpenURI portal, a folder by the file chooser's, secrets by the Secret portal.

Usage: walk.py FOLDER TEST   inside with-display.sh and with-keyring.sh, with a desktop's portals; pictures go
into FOLDER
"""
import pathlib
import subprocess
import sys

import gi

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'tests/e2e'))

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402
from rehearsal import App, World, free_port, wait_for  # noqa: E402

ID = 'io.github.rehearsal_app.Rehearsal'
DEVEL = ID + '.Devel'
OUT = pathlib.Path(sys.argv[1])
FLATPAK = ['flatpak', '--user', 'run']


class Desktop(World):
    """What starts on this bus from now on belongs to this home: the portals look for the browser in it. They stay
    as long as the bus does, which can be this home's only."""

    def __init__(self):
        super().__init__()
        for name in ('GSETTINGS_BACKEND', 'GSETTINGS_SCHEMA_DIR'):  # the sandbox has its own
            self.env.pop(name, None)
        subprocess.run(['dbus-update-activation-environment', 'HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME',
                        'XDG_STATE_HOME', 'XDG_CACHE_HOME'], env=self.env, check=True)
        for app_id in (ID, DEVEL):  # all that runs in those sandboxes
            self.endings.append(lambda app_id=app_id: subprocess.run(['flatpak', 'kill', app_id], env=self.env,
                                                                     stderr=subprocess.DEVNULL))

    def rehearse(self, *arguments, folder=None):
        """rehearse, in a sandbox that reaches that folder besides."""
        reach = [f'--filesystem={folder}'] if folder else []
        return subprocess.run([*FLATPAK, *reach, '--command=rehearse', ID, *map(str, arguments)], env=self.env,
                              capture_output=True, text=True, timeout=60)

    def practice(self):
        """A practice server that outlives the app."""
        redirect_uri = f'http://localhost:{free_port()}/other'
        server = self.server(*FLATPAK, '--command=rehearse', ID, 'practice', '--port', free_port(), '--redirect-uri',
                             redirect_uri, '--json')
        server.redirect_uri = redirect_uri
        return server

    def keyring_file(self):
        return self.home / '.var/app' / ID / 'data/keyrings/default.keyring'


class Sandboxed(App):
    """Its process is another one outside than inside, so it is told by its name."""
    COMMAND = [*FLATPAK, '--env=GSK_RENDERER=cairo', ID]

    def __init__(self, world, **environment):
        super().__init__(world, **environment)
        wait_for('its window', self.window_id)

    def _is_it(self, application):
        return application.get_name() in (ID, 'rehearsal', 'Rehearsal')

    def window_id(self):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--class', 'rehearsal'], env=self.world.env,
                               capture_output=True, text=True).stdout.split()
        return found[-1] if found else None

    def quit(self):
        self.focus()
        self.key('ctrl+q')
        self.process.wait(20)

    def shoot(self, name):
        self.to_front()
        self.screenshot(OUT / f'{name}.png')


class Chooser(App):
    """The file chooser's window, which is the portal's."""

    def __init__(self, world, title):
        self.world = world
        self.window = self.find_window(title)
        self.root = wait_for('the chooser on the accessibility bus', self._application)

    def _application(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and 'portal' in (child.get_name() or '') and child.get_child_count():
                return child
        return None

    def choose(self, folder, accept):
        self.focus(self.window)
        self.key('slash')

        def path_entry():
            for node in self.showing():
                if node.get_editable_text_iface() and self.text_of(node) == '/':
                    return node
            return None
        Atspi.EditableText.set_text_contents(wait_for('the entry for a path', path_entry), str(folder))
        self.click(accept)


def try_practice(world, app, pictures):
    """From the first window to a 200 of the practice server."""
    app.shoot(f'{pictures}-1-first-window')
    app.click('Try With Practice Server')
    app.click('Connect…')
    app.find('Client ID')
    app.click('Connect')
    app.wait_label('Continue in Your Browser')
    app.shoot(f'{pictures}-2-waiting')
    world.at_browser('allow', 'wait-for:close this page')
    app.gone('Continue in Your Browser')
    app.click('Send')
    app.wait_text('Response Status', '200 OK')
    app.wait_text('Response Body', r'"email": "ada@acme\.example"')
    world.close_browser()
    app.shoot(f'{pictures}-3-answer')


def connect(world, app, server):
    """A sign-in at a server that stays, in the collection that is open."""
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
    app.type('URL', base + '/v2/employees?limit=2')
    app.click('Send')
    app.answer_origin_question()
    app.wait_text('Response Status', '200 OK')
    world.close_browser()


def practice_in_the_sandbox(world):
    app = Sandboxed(world)
    try_practice(world, app, 'practice')
    assert app.look('Try Again') is None, 'a banner says that secrets are not kept'
    app.quit()


def kept_by_the_secret_portal(world):
    """A folder by the file chooser, a token by the Secret portal: both are there after a restart."""
    server = world.practice()
    app = Sandboxed(world)
    connect(world, app, server)
    keyring = world.keyring_file()
    assert keyring.exists(), 'nothing was stored'
    assert server.hello['client_secret'].encode() not in keyring.read_bytes(), 'stored in clear'

    folder = world.home / 'acme'
    folder.mkdir()
    app.focus()
    app.key('ctrl+s')
    Chooser(world, 'Save the Collection').choose(folder, 'Save Here')
    request = folder / 'Employees' / 'Search Employees.yml'
    wait_for('the request to be saved', lambda: request.exists() and 'limit=2' in request.read_text())
    app.ear.wait_said('A toast appeared: Saved')
    app.shoot('kept-1-saved')
    app.quit()

    app = Sandboxed(world)
    app.wait_text('URL', 'limit=2')
    app.click('Send')
    app.wait_text('Response Status', '200 OK')  # nobody was asked to sign in
    app.shoot('kept-2-after-a-restart')

    # The portal's folder does not tell of changes: they are seen when the window gets the focus.
    request.write_text(request.read_text().replace('limit=2', 'limit=1'))
    leave_and_come_back(world, app)
    app.wait_text('URL', 'limit=1')

    # And before a save, so that nothing is written over.
    app.type('URL', server.hello['base_url'] + '/v2/employees?limit=5')
    theirs = request.read_text().replace('limit=1', 'limit=3')
    request.write_text(theirs)
    app.key('ctrl+s')
    app.find('Compare…')
    app.shoot('kept-3-changed-meanwhile')
    assert request.read_text() == theirs, request.read_text()

    # rehearse in the sandbox reaches the folder by its path, and has the app's sign-in for it.
    sent = world.rehearse('send', folder, 'Employees/Search Employees', '--environment', 'Staging', '--fail',
                          folder=folder)
    assert sent.returncode == 0 and 'ada@acme.example' in sent.stdout, sent


def leave_and_come_back(world, app):
    """The keys go elsewhere for a moment, as when somebody uses an editor."""
    root = subprocess.run(['xdotool', 'search', '--maxdepth', '0', '--name', '.*'], env=world.env, capture_output=True,
                          text=True, check=True).stdout.split()[0]
    subprocess.run(['xdotool', 'windowfocus', root], env=world.env, check=True)
    app.focus()


def nothing_is_kept_without_the_portal(world):
    server = world.practice()
    app = Sandboxed(world)
    connect(world, app, server)
    app.wait_label('.*kept for this session only.*')
    app.shoot('no-keyring-1-banner')
    app.quit()

    app = Sandboxed(world)
    app.click('Send')
    app.find('Client ID')
    app.shoot('no-keyring-2-after-a-restart')


def devel_beside_it(world):
    """Both at once: each has its own name on the bus, so neither is the other's second start."""
    for app_id in (ID, DEVEL):
        world.spawn(*FLATPAK, '--env=GSK_RENDERER=cairo', app_id)

    def names():
        return subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/',
                               '--method', 'org.freedesktop.DBus.ListNames'], env=world.env, capture_output=True,
                              text=True).stdout

    def windows():
        return subprocess.run(['xdotool', 'search', '--onlyvisible', '--class', 'rehearsal'], env=world.env,
                              capture_output=True, text=True).stdout.split()
    wait_for('both on the bus', lambda: all(f"'{app_id}'" in names() for app_id in (ID, DEVEL)))
    wait_for('both windows', lambda: len(windows()) == 2)


def main(name):
    with Desktop() as world:
        try:
            globals()[name](world)
            print(f'ok {name}', flush=True)
        except Exception:
            for app in getattr(world, 'apps', []):
                app.screenshot(OUT / 'failed.png')
                print(app.log_text(), app.dump(), sep='\n', file=sys.stderr)
            raise


main(sys.argv[2])
