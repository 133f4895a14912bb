#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The app as a desktop knows it: started by the bus, one process, asked for folders and actions."""
import os
import pathlib
import subprocess

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

from rehearsal import BUILD, App, run, wait_for

ID = 'io.github.rehearsal_app.Rehearsal'
PATH = '/' + ID.replace('.', '/')
dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
BUS = dbus.SessionBus()
DAEMON = dbus.Interface(BUS.get_object('org.freedesktop.DBus', '/org/freedesktop/DBus'), 'org.freedesktop.DBus')


def install(world):
    """The service file where this bus looks for it, with the built program; what the bus starts lives in the
    test's home."""
    folder = pathlib.Path(os.environ['XDG_DATA_HOME']) / 'dbus-1' / 'services'
    folder.mkdir(parents=True, exist_ok=True)
    text = (BUILD / 'data' / f'{ID}.service').read_text()
    command = next(line for line in text.splitlines() if line.startswith('Exec='))
    program, option = command.removeprefix('Exec=').split()
    assert program.endswith('/bin/rehearsal'), program
    (folder / f'{ID}.service').write_text(text.replace(command, f'Exec={BUILD}/src/ui/rehearsal {option}'))
    applications = world.home / 'data' / 'applications'
    (applications / f'{ID}.desktop').write_bytes((BUILD / 'data' / f'{ID}.desktop').read_bytes())
    DAEMON.ReloadConfig()
    DAEMON.UpdateActivationEnvironment(dbus.Dictionary(world.env, signature='ss'))


class Notifications(dbus.service.Object):
    """The desktop's, as GNOME has it."""

    def __init__(self):
        self.name = dbus.service.BusName('org.gtk.Notifications', BUS)
        super().__init__(self.name, '/org/gtk/Notifications')
        self.shown = {}

    @dbus.service.method('org.gtk.Notifications', in_signature='ssa{sv}')
    def AddNotification(self, app, key, notification):
        assert app == ID, app
        self.shown[str(key)] = notification

    @dbus.service.method('org.gtk.Notifications', in_signature='ss')
    def RemoveNotification(self, app, key):
        self.shown.pop(str(key), None)

    def wait(self, what, find):
        def turn():
            while GLib.MainContext.default().iteration(False):
                pass
            return find(self.shown)
        return wait_for(what, turn)

    def close(self):
        self.remove_from_connection()
        del self.name


class Started:
    """A process that the bus started."""

    def __init__(self, pid):
        self.pid = pid

    def poll(self):
        return None


class Activated(App):
    """The app that the bus started, or that is to be found by its name."""

    def __init__(self, world):
        pid = wait_for('the name on the bus', lambda: DAEMON.NameHasOwner(ID) and DAEMON.GetConnectionUnixProcessID(ID))
        self.world, self.process = world, Started(int(pid))
        world.apps = [self]
        world.endings.append(self.quit)
        self.root = wait_for('the app on the accessibility bus', self._application)

    def log_text(self):
        return ''

    def quit(self):
        if DAEMON.NameHasOwner(ID):
            gapplication(self.world, 'action', ID, 'quit')
        wait_for('the app to end', lambda: not DAEMON.NameHasOwner(ID))


def gapplication(world, *words):
    subprocess.run(['gapplication', *words], env=world.env, check=True, timeout=60)


def second_launch(world, *words):
    """Gives its work to the process that runs, and ends."""
    done = subprocess.run([BUILD / 'src/ui/rehearsal', *words], env=world.env, timeout=60)
    assert done.returncode == 0, done.returncode


def make_collection(world, name):
    folder = world.home / name
    folder.mkdir()
    (folder / 'opencollection.yml').write_text(f'opencollection: 1.0.0\ninfo:\n  name: {name}\n')
    (folder / 'List.yml').write_text('info:\n  name: List\n  type: http\nhttp:\n  method: GET\n'
                                     '  url: https://api.example.com/list\n')
    return folder


def windows(app):
    return sorted(app.root.get_child_at_index(index).get_name() for index in range(app.root.get_child_count()))


def wait_windows(app, *titles):
    wait_for(f'the windows {titles}, not {windows(app)}', lambda: windows(app) == sorted(titles))


def the_bus_starts_it(world):
    install(world)
    gapplication(world, 'launch', ID)
    app = Activated(world)
    app.find('Get Started')
    assert len(windows(app)) == 1, windows(app)
    app.quit()


def its_actions_start_it_and_do_what_they_say(world):
    install(world)
    path = f'{BUILD}/src/ui:{world.env["PATH"]}'  # an entry whose program is not there is none
    listed = subprocess.run(['gapplication', 'list-actions', ID], env={**world.env, 'PATH': path}, check=True,
                            capture_output=True, text=True).stdout
    assert sorted(listed.split()) == ['get-started', 'new-request'], listed
    gapplication(world, 'action', ID, 'get-started')
    app = Activated(world)
    app.find('Start')
    app.click('Close')
    app.quit()

    # nothing is there yet: it begins with what the first window offers
    gapplication(world, 'action', ID, 'new-request')
    app = Activated(world)
    app.find(r'New Request', 'page tab')
    app.wait_focus('URL')
    # and again while it runs
    gapplication(world, 'action', ID, 'new-request')
    wait_for('two of them', lambda: len([node for node in app.showing() if node.get_name() == 'New Request'
                                         and node.get_role_name() == 'page tab']) == 2)
    assert len(windows(app)) == 1, windows(app)


def a_folder_on_the_command_line(world):
    acme, other = make_collection(world, 'Acme'), make_collection(world, 'Other')
    app = App(world, str(acme))
    wait_windows(app, 'Acme')
    pid = DAEMON.GetConnectionUnixProcessID(ID)
    assert pid == app.process.pid, pid

    # one process, whoever is started; relative names are those of whoever is
    second_launch(world)
    wait_windows(app, 'Acme')
    subprocess.run([BUILD / 'src/ui/rehearsal', other.name], env=world.env, cwd=world.home, check=True, timeout=60)
    wait_windows(app, 'Acme', 'Other')
    # the window that has it comes to the front
    second_launch(world, str(acme / 'opencollection.yml'))
    second_launch(world, str(world.home / 'nowhere'))
    app.find('File Is Not There')
    wait_windows(app, 'Acme', 'Other')
    app.quit()

    # what was open is there again, and what is asked for besides
    third = make_collection(world, 'Third')
    app = App(world, str(third))
    wait_windows(app, 'Acme', 'Other', 'Third')


def what_is_no_folder_is_told(world):
    make_collection(world, 'Acme')
    (world.home / 'notes.txt').write_text('nothing')
    app = App(world, str(world.home / 'notes.txt'))
    app.find('Cannot Be Imported')
    app.click('Close')
    app.gone('Cannot Be Imported')
    second_launch(world, str(world.home / 'nowhere'))
    app.find('File Is Not There')


def a_consent_while_the_window_is_hidden_is_told(world):
    desktop = Notifications()
    world.endings.append(desktop.close)
    app = App(world)
    app.click('Try With Practice Server')
    app.click('Connect…')
    app.click('Connect')
    app.wait_label('Continue in Your Browser')
    window = app.window_id()
    subprocess.run(['xdotool', 'windowunmap', '--sync', window], env=world.env, check=True)
    world.at_browser('allow', 'wait-for:close this page')
    key, notification = desktop.wait('the notification', lambda shown: next(iter(shown.items()), None))
    assert notification['title'] == 'Connected to Practice', notification
    assert app.window_id() is None

    # a click on it shows the window, and then it is gone
    assert notification['default-action'] == 'app.show-window', notification
    target = notification['default-action-target']
    dbus.Interface(BUS.get_object(ID, PATH), 'org.freedesktop.Application').ActivateAction(
        'show-window', dbus.Array([target], signature='v'), dbus.Dictionary(signature='sv'))
    # a window manager would map it and give it the keys
    subprocess.run(['xdotool', 'windowmap', '--sync', window], env=world.env, check=True)
    app.focus(window)
    desktop.wait('it to be withdrawn', lambda shown: key not in shown)
    app.click('Send')
    app.wait_text('Response Status', r'200 OK')


def offline_is_said_and_practice_goes_on(world):
    app = App(world, GIO_USE_NETWORK_MONITOR='netlink')  # there is nothing but loopback here
    app.click('Try With Practice Server')
    app.click('Connect…')
    app.click('Connect')
    app.wait_label('Continue in Your Browser')
    world.at_browser('allow', 'wait-for:close this page')
    app.gone('Continue in Your Browser')
    app.click('Send')
    app.wait_text('Response Status', r'200 OK')
    app.type('URL', 'https://nobody.invalid/v1/things')
    app.click('Send')
    app.answer_origin_question()
    app.find('You Are Offline')
    app.find('Send Again')


run(the_bus_starts_it, its_actions_start_it_and_do_what_they_say, a_folder_on_the_command_line,
    what_is_no_folder_is_told, a_consent_while_the_window_is_hidden_is_told, offline_is_said_and_practice_goes_on)
