#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop knows of the app: do desktop entry, D-Bus service, metainfo, NEWS.md, screenshots and
icons say the same?

Usage: desktop.py ROOT. Each check is a function from the root to a list of complaints; test_desktop.py
shows of each that it can fail. The linters of freedesktop.org run beside this, on the built files.
"""
import configparser
import pathlib
import re
import struct
import sys
import xml.etree.ElementTree

ID = 'io.github.rehearsal_app.Rehearsal'
PICTURE = (1200, 800)
MAX_ICON_BYTES = 4096


def read_ini(path):
    parser = configparser.RawConfigParser(delimiters='=')
    parser.optionxform = str
    parser.read_string(path.read_text())
    return parser


def read_metainfo(root):
    return xml.etree.ElementTree.parse(root / f'data/{ID}.metainfo.xml.in.in').getroot()


def check_activation(root):
    """The desktop may start the app over the bus, and each action of the entry is one of the app's."""
    entry = read_ini(root / f'data/{ID}.desktop.in.in')
    service = read_ini(root / f'data/{ID}.service.in')['D-BUS Service']
    main = entry['Desktop Entry']
    bad = []
    if main.get('DBusActivatable') != 'true':
        bad.append('desktop entry: not DBusActivatable')
    if service.get('Name') != '@APP_ID@' or main.get('Icon') != '@APP_ID@':
        bad.append('service or icon has another name than the app')
    if service.get('Exec') != '@BINDIR@/rehearsal --gapplication-service':
        bad.append(f'service: Exec is {service.get("Exec")}')
    named = [name for name in main.get('Actions', '').split(';') if name]
    if sorted(named) != sorted(name[15:] for name in entry.sections() if name.startswith('Desktop Action ')):
        bad.append(f'desktop entry: Actions names {named}')
    actions = re.findall(r'\.name = "([\w-]+)"', (root / 'src/ui/window/rh-desktop-calls.c').read_text())
    for name in named:
        if name not in actions:
            bad.append(f'desktop entry: {name} is no action of the application')
        if entry.get(f'Desktop Action {name}', 'Exec', fallback='') != f'gapplication action @APP_ID@ {name}':
            bad.append(f'desktop entry: {name} runs something else')
    return bad


def check_releases(root):
    """NEWS.md and the metainfo list the same releases, and the newest is the one that is built."""
    news = re.findall(r'^## (\S+) \((.+)\)$', (root / 'NEWS.md').read_text(), re.M)
    version = re.search(r"^\s*version: '(.+?)'", (root / 'meson.build').read_text(), re.M).group(1)
    releases = read_metainfo(root).findall('releases/release')
    listed = [(each.get('version'), 'unreleased' if each.get('type') == 'development' else each.get('date'))
              for each in releases]
    bad = [] if listed == news else [f'NEWS.md has {news}, the metainfo {listed}']
    if not news or news[0][0] != version:
        bad.append(f'meson.build has version {version}')
    bad += [f'metainfo: {each.get("version")} says nothing' for each in releases
            if not ''.join(each.find('description').itertext() if each.find('description') is not None else '').strip()]
    return bad


def check_screenshots(root):
    """Every picture that is named is there, once, and of the size of the window."""
    named = [image.text.rsplit('/', 1)[-1] for image in read_metainfo(root).findall('screenshots/screenshot/image')]
    bad = [] if named and len(set(named)) == len(named) else [f'metainfo: screenshots are {named}']
    for name in named:
        path = root / 'data/screenshots' / name
        head = path.read_bytes()[:24] if path.exists() else b''
        if head[:8] != b'\x89PNG\r\n\x1a\n' or struct.unpack('>II', head[16:24]) != PICTURE:
            bad.append(f'data/screenshots/{name}: no picture of {PICTURE}')
    return bad


def check_icons(root):
    """Small files by hand, on GNOME's grid; the symbolic one is of one colour, which GTK replaces."""
    bad = []
    for suffix, size in (('', 128), ('.Devel', 128), ('-symbolic', 16)):
        path = root / f'data/icons/{ID}{suffix}.svg'
        text = path.read_text()
        svg = xml.etree.ElementTree.fromstring(text)
        if [svg.get(name) for name in ('width', 'height', 'viewBox')] != [str(size), str(size), f'0 0 {size} {size}']:
            bad.append(f'{path.name}: not {size} pixels')
        if 'SPDX-License-Identifier' not in text or len(text) > MAX_ICON_BYTES:
            bad.append(f'{path.name}: no licence, or large')
        if size == 16 and set(re.findall(r'(?:fill|stroke)="(#.+?)"', text)) != {'#222'}:
            bad.append(f'{path.name}: not of one colour')
        if size == 128 and re.search(r'<(image|text|filter|style)\b|inkscape|sodipodi', text):
            bad.append(f'{path.name}: not of shapes alone')
    return bad


CHECKS = [check_activation, check_releases, check_screenshots, check_icons]


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    complaints = [line for check in CHECKS for line in check(root)]
    print('\n'.join(complaints) or 'desktop entry, service, metainfo and icons agree')
    return 1 if complaints else 0


if __name__ == '__main__':
    sys.exit(main())
