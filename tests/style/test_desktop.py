#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every check of desktop.py can fail, and passes on this tree."""
import pathlib
import re
import shutil
import tempfile
import unittest

import desktop

HERE = pathlib.Path(__file__).resolve().parent
TREE = HERE.parent.parent
ENTRY, SERVICE, METAINFO = (f'data/{desktop.ID}.{kind}' for kind in
                            ('desktop.in.in', 'service.in', 'metainfo.xml.in.in'))
APPLICATION = 'src/ui/window/rh-desktop-calls.c'


class Copy(unittest.TestCase):
    """A copy of what is compared; each test spoils one thing of it."""

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        for name in (ENTRY, SERVICE, METAINFO, APPLICATION, 'NEWS.md', 'meson.build'):
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TREE / name, self.root / name)
        for folder in ('data/icons', 'data/screenshots'):
            shutil.copytree(TREE / folder, self.root / folder)

    def assert_spoilt(self, check, name, old, new):
        path = self.root / name
        text = path.read_text()
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1))
        self.assertNotEqual(check(self.root), [], f'{old!r} became {new!r} in {name}')
        path.write_text(text)

    def test_this_tree_passes(self):
        for check in desktop.CHECKS:
            self.assertEqual(check(self.root), [])

    def test_activation(self):
        for name, old, new in ((ENTRY, 'DBusActivatable=true', 'DBusActivatable=false'),
                               (ENTRY, 'Icon=@APP_ID@', 'Icon=other'),
                               (ENTRY, 'Actions=new-request;', 'Actions='),
                               (ENTRY, '@APP_ID@ get-started', '@APP_ID@ new-request'),
                               (SERVICE, 'Name=@APP_ID@', 'Name=other'),
                               (SERVICE, ' --gapplication-service', ''),
                               (APPLICATION, '.name = "get-started"', '.name = "begin"')):
            self.assert_spoilt(desktop.check_activation, name, old, new)

    def test_releases(self):
        said = re.search(r'<description translate="no">.*?</description>', (TREE / METAINFO).read_text(), re.S).group()
        for name, old, new in (('NEWS.md', '(unreleased)', '(2026-12-24)'),
                               ('NEWS.md', '# News\n', '# News\n\n## 9.9 (2027-01-01)\n\n- All is new.\n'),
                               ('meson.build', "version: '", "version: '9"),
                               (METAINFO, ' type="development"', ''),
                               (METAINFO, said, ''),
                               (METAINFO, 'release version="', 'release version="9')):
            self.assert_spoilt(desktop.check_releases, name, old, new)

    def test_screenshots(self):
        self.assert_spoilt(desktop.check_screenshots, METAINFO, '/request.png', '/gone.png')
        (self.root / 'data/screenshots/request.png').write_bytes(b'\x89PNG\r\n\x1a\n' + bytes(16))
        self.assertNotEqual(desktop.check_screenshots(self.root), [])

    def test_icons(self):
        symbolic = f'data/icons/{desktop.ID}-symbolic.svg'
        full = f'data/icons/{desktop.ID}.svg'
        for name, old, new in ((symbolic, '#222', '#f00'), (symbolic, 'width="16"', 'width="24"'),
                               (full, 'SPDX', ''), (full, '<ellipse', '<image'), (full, '</svg>', ' ' * 4096 + '</svg>')):
            self.assert_spoilt(desktop.check_icons, name, old, new)


if __name__ == '__main__':
    unittest.main()
