#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the main job as a person would and leaves numbered screenshots: wide and narrow, light and dark, and
both in high contrast, without motion and with text twice as large. Those that the metainfo and the README
show are in FOLDER/shown besides, for data/screenshots.

Usage: tour.py FOLDER   inside with-display.sh and with-keyring.sh, the build folder in RH_BUILD_DIR
"""
import http.server
import pathlib
import shutil
import struct
import sys
import threading
import zlib

from rehearsal import App, Atspi, World, wait_for

OUT = pathlib.Path(sys.argv[1])
SIZES = {'wide': (1200, 800), 'narrow': (360, 640)}
MARGIN = 80  # a popover may stand out of the window
THEMES = {'light': 'prefer-light', 'dark': 'prefer-dark'}
# What data/screenshots has, by the step that it is of.
SHOWN = {'request': 'response', 'connect': 'connect', 'get-started': 'get-started'}
# What a desktop would say for those who need it: to the toolkit, as settings, and as the display's resources.
NEEDS = {
    'contrast': ({'ADW_DEBUG_HIGH_CONTRAST': '1'}, '', ''),
    'still': ({}, 'gtk-enable-animations=false\n', ''),
    'large': ({}, '', 'Xft.dpi: 192\n'),
}
# In large text this is as narrow.
NARROW_LARGE = (720, 800)


def picture(side=240):
    """A PNG of squares."""
    rows = b''.join(b'\0' + b''.join(bytes((x & 0xe0, y & 0xe0, 160)) for x in range(side)) for y in range(side))

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', side, side, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def employees(count):
    return b'[' + b','.join(b'{"id":%d,"name":"Employee %d","email":"employee%d@acme.example"}' % (n, n, n)
                            for n in range(count)) + b']'


class Bodies(http.server.BaseHTTPRequestHandler):
    """Answers of each kind, by path."""
    ANSWERS = {
        '/huge': (200, 'application/json', lambda: employees(150_000)),  # 10 MB
        '/binary': (200, 'application/octet-stream', lambda: bytes(range(256)) * 64),
        '/image': (200, 'image/png', picture),
        '/error': (403, 'application/problem+json', lambda: b'{"title":"Not for you","status":403}'),
    }

    def do_GET(self):
        status, kind, make = self.ANSWERS[self.path]
        body = make()
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Camera:
    """Numbers the steps; every look of one step has the same number."""

    def __init__(self, app, look, size):
        self.app, self.look, self.size = app, look, size
        self.number = 0

    def path(self, name):
        self.number += 1
        return OUT / f'{self.number:02}-{name}-{self.look}.png'

    def shoot(self, name, margin=0):
        """As soon as two pictures in a row are the same: nothing moves any more."""
        size = [length + margin for length in self.size]
        path = self.path(name)
        spare = path.with_suffix('.next.png')

        def still():
            self.app.screenshot(path, *size)
            self.app.screenshot(spare, *size)
            return path.read_bytes() == spare.read_bytes()
        try:
            wait_for('a still picture', still, 3)
        except AssertionError:
            pass  # a spinner turns
        spare.unlink()


def look_at_dialog(app, camera, title):
    app.find(title, 'dialog')
    camera.shoot(title.lower().replace(' ', '-'))
    app.key('Escape')
    app.gone(title, 'dialog')


def sign_in(world, app, camera, theme, size):
    page = f'size:{size[0]}x{size[1]}'
    app.click('Connect…')
    app.find('Client ID')
    camera.shoot('connect')
    app.click('Connect')
    app.wait_label('Continue in Your Browser')
    world.at_browser(theme, page, f'screenshot:{camera.path("consent-in-the-browser")}')
    app.to_front()
    camera.shoot('waiting-for-the-browser')
    world.at_browser(theme, page, 'allow', 'wait-for:close this page', f'screenshot:{camera.path("done-in-the-browser")}')
    app.gone('Continue in Your Browser')
    app.to_front()
    camera.shoot('connected')


def turn_to(app, page):
    app.press(page, 'page tab')
    wait_for(f'the page {page!r}', lambda: app.find(page, 'page tab').get_state_set().contains(Atspi.StateType.SELECTED))


def call(app, camera):
    app.click('Send')
    app.wait_text('Response Status', '200 OK')
    app.gone('Connected to Practice')
    camera.shoot('response')
    for page in ('Headers', 'Details'):
        turn_to(app, page)
        camera.shoot(f'response-{page.lower()}')


def guide(app, camera):
    """Get Started when all is done, and each of its pages."""
    steps = 'Three Steps to the First Answer'
    app.key('shift+F1')
    app.find('What Comes Next')
    camera.shoot('get-started')
    for step in ('Register', 'Connect', 'First Call'):
        app.press(step)
        app.find('Why It Matters')
        camera.shoot(f'get-started-{step.lower().replace(" ", "-")}')
        app.click('Back')
        app.find(steps)
    app.click('Close')
    app.gone(steps)


def help_pages(app, camera):
    """Each page to read, the symptoms, and one of them."""
    app.key('F1')
    app.find('Troubleshooting')
    camera.shoot('help')
    for page in ('The Journey', 'OAuth 2.0 in Ten Minutes', 'Privacy', 'Troubleshooting'):
        app.press(page)
        app.find('Back')
        camera.shoot(f'help-{page.lower().replace(" ", "-")}')
        if page != 'Troubleshooting':
            app.click('Back')
            app.find('Troubleshooting')
    app.press('The Browser Shows an Error Page')
    app.find('What to Do')
    camera.shoot('help-the-browser-shows-an-error-page')
    app.click('Close')
    app.gone('Help', 'dialog')


def bodies(app, camera):
    """Large, binary, an image, an error."""
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Bodies)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for number, path in enumerate(Bodies.ANSWERS):
        app.back()
        app.type('URL', f'http://127.0.0.1:{server.server_port}{path}')
        app.click('Send')
        if number == 0:
            app.answer_origin_question()
        app.wait_text('Response Status', str(Bodies.ANSWERS[path][0]))
        if number == 0:
            turn_to(app, 'Body')
        camera.shoot(f'response-{path[1:]}')
    server.shutdown()


def mistakes(app, camera):
    app.back()
    app.type('URL', 'https://nobody.invalid/v1/things')
    app.click('Send')
    app.find('Allow and Send')
    camera.shoot('token-to-a-new-address')
    app.click('Allow and Send')
    app.find('Host Was Not Found')
    camera.shoot('unreachable-host')
    app.back()


def kept(app, camera):
    """What is kept: environments with their variables, and what was sent."""
    app.key('ctrl+shift+e')
    app.find('Environments', 'dialog')
    camera.shoot('edit-environments')
    app.key('Escape')
    app.gone('Environments', 'dialog')
    if not app.look('History', 'radio button'):
        app.key('F9')
    app.click('History', 'radio button')
    app.find('Search History')
    camera.shoot('history')
    app.click('Requests', 'radio button')
    if camera.look.startswith('narrow') or camera.look.endswith('large'):
        app.key('F9')  # it covers the request


def editing(app, camera):
    """A request of one's own: what is added to its headers, and a body that is no JSON yet."""
    app.key('ctrl+t')
    app.type('URL', 'https://api.example.com/users/:id?limit=20')
    app.find('Params 2', 'page tab')
    camera.shoot('params-of-path-and-query')
    turn_to(app, 'Headers')
    app.find('Override')
    camera.shoot('added-headers')
    turn_to(app, 'Body')
    app.press('No Body', 'combo box')
    app.find('JSON', 'label')
    app.key('Home', 'Down', 'Return')
    app.type('Request Body', '{\n  "id": {{id}},\n  "tags": [1,]\n}')
    app.wait_label('Not valid JSON at line 3.*')
    camera.shoot('json-that-is-none-yet')


def walk(look, size, theme, need=None):
    environment, settings, resources = NEEDS[need] if need else ({}, '', '')
    if (look, need) == ('narrow', 'large'):
        size = NARROW_LARGE
    with World() as world:
        toolkit = world.home / 'config' / 'gtk-4.0'
        toolkit.mkdir()
        (toolkit / 'settings.ini').write_text(f'[Settings]\n{settings}')
        (world.home / 'resources').write_text(resources)
        app = App(world, ADW_DEBUG_COLOR_SCHEME=THEMES[theme], XENVIRONMENT=str(world.home / 'resources'), **environment)
        app.resize(*size)
        camera = Camera(app, f'{look}-{need or theme}', size)
        app.find('Try With Practice Server')
        camera.shoot('first-window')
        app.click('Get Started')
        app.find('Start')
        camera.shoot('where-to-begin')
        app.click('Close')
        app.gone('Start')
        app.click('Try With Practice Server')
        app.find('Connect…')
        camera.shoot('practice-not-connected')
        sign_in(world, app, camera, theme, size)
        call(app, camera)
        app.back()
        guide(app, camera)
        help_pages(app, camera)
        app.click('Environment', 'toggle button')
        app.find('Refresh Now')
        camera.shoot('environments', MARGIN)
        app.key('Escape')
        kept(app, camera)
        bodies(app, camera)
        mistakes(app, camera)
        editing(app, camera)
        for title, keys in (('Cookies', 'ctrl+shift+k'), ('Preferences', 'ctrl+comma'),
                            ('Keyboard Shortcuts', 'ctrl+question')):
            app.key(keys)
            look_at_dialog(app, camera, title)
        app.pointer_away()
        app.key('F10')
        app.find('Main Menu', 'menu')
        camera.shoot('main-menu', MARGIN)
        app.key('Up', 'Return')
        look_at_dialog(app, camera, 'About')


def collect_shown():
    (OUT / 'shown').mkdir()
    for name, step in SHOWN.items():
        [path] = OUT.glob(f'[0-9][0-9]-{step}-wide-light.png')
        shutil.copy(path, OUT / 'shown' / f'{name}.png')


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for look, size in SIZES.items():
        for theme in THEMES:
            walk(look, size, theme)
            print(f'{look}, {theme}: {len(list(OUT.glob(f"*-{look}-{theme}.png")))} pictures', flush=True)
        for need in NEEDS:
            walk(look, size, 'light', need)
            print(f'{look}, {need}: {len(list(OUT.glob(f"*-{look}-{need}.png")))} pictures', flush=True)
    collect_shown()


main()
