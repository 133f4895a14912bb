#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every check of check.py can fail, and passes where nothing is wrong."""
import json
import pathlib
import shutil
import tempfile
import unittest

import check

HERE = pathlib.Path(__file__).resolve().parent
LICENCE = '# SPDX-License-Identifier: GPL-3.0-or-later\n'
GOOD = '''/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it is for. */
#define G_LOG_DOMAIN "rh-good"

#include "text/rh-good.h"

int
rh_good (void)
{
  return 1;
}
'''


class Tree(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        shutil.copy(HERE.parent.parent / '.clang-format', self.root)
        self.write('po/POTFILES.in', '')
        self.write('src/core/text/rh-good.c', GOOD)
        self.write('src/core/meson.build', f"{LICENCE}files('text/rh-good.c')")
        shutil.copytree(HERE.parent.parent / 'flatpak', self.root / 'flatpak')
        for app_id in check.MANIFESTS:
            self.write(f'data/icons/{app_id}.svg', '')

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def complaints(self, rule):
        return check.RULES[rule](self.root)

    def assert_fails(self, rule, word):
        found = self.complaints(rule)
        self.assertTrue(any(word in line for line in found), f'{rule} found {found}')

    def test_good_tree_passes(self):
        for rule in check.RULES:
            self.assertEqual(self.complaints(rule), [], rule)

    def test_toolkit_in_core(self):
        for include in ('<gtk/gtk.h>', '<adwaita.h>', '<gtksourceview/gtksource.h>', '<gdk/gdk.h>'):
            self.write('src/core/http/rh-bad.h', f'#include {include}\n')
            self.assert_fails('layers', 'toolkit')
        self.write('src/core/http/rh-bad.h', '')
        self.write('src/cli/rh-bad.c', '#include <gtk/gtk.h>\n')
        self.assert_fails('layers', 'toolkit')

    def test_arrow_up(self):
        self.write('src/core/text/rh-bad.h', '#include "http/rh-request.h"\n')
        self.assert_fails('layers', 'not below core/text')

    def test_practice_shares_no_oauth_code(self):
        for include in ('"oauth/rh-pkce.h"', '<oauth/rh-pkce.h>', '"../oauth/rh-pkce.h"'):
            self.write('src/core/practice/rh-bad.h', f'# include  {include}\n')
            self.assert_fails('layers', 'core')
        self.write('src/core/practice/rh-bad.h', '#include <gio/gio.h>\n')
        self.assertEqual(self.complaints('layers'), [])

    def test_core_includes_ui(self):
        self.write('src/core/workspace/rh-bad.h', '#include "window/rh-window.h"\n')
        self.assert_fails('layers', 'not in core')

    def test_unknown_floor(self):
        self.write('src/core/attic/rh-bad.h', '')
        self.assert_fails('layers', 'no floor')

    def test_long_function(self):
        body = '  rh_good ();\n' * check.MAX_FUNCTION_LINES
        self.write('src/core/text/rh-long.c', f'int\nrh_long (void)\n{{\n{body}}}\n')
        self.assert_fails('lengths', 'rh_long has 102 lines')

    def test_long_file(self):
        self.write('tests/core/test-long.c', '\n' * (check.MAX_FILE_LINES + 1))
        self.assert_fails('lengths', 'test-long.c: 1001 lines')

    def test_long_readme(self):
        self.write('README.md', '\n' * (check.MAX_README_LINES + 1))
        self.assert_fails('lengths', 'README.md')

    def test_function_that_nobody_calls(self):
        self.write('src/core/text/rh-good.h', 'int rh_good (void);\nGType rh_good_get_type (void);\n')
        self.assert_fails('called', 'rh-good.h: no other file calls rh_good()')
        self.write('src/core/text/rh-other.c', '/* rh_good () is not called here. */\n')
        self.assert_fails('called', 'rh_good()')
        self.write('tests/core/test-good.c', 'int n = rh_good ();\n')
        self.assertEqual(self.complaints('called'), [])

    def test_potfiles_lacks_a_file(self):
        self.write('src/ui/window/rh-new.blp', 'label: _("New");\n')
        self.assert_fails('potfiles', 'rh-new.blp')
        self.write('src/ui/window/rh-new.blp', '')
        self.write('src/ui/window/rh-new.c', 'g_print (ngettext ("%d request", "%d requests", n), n);\n')
        self.assert_fails('potfiles', 'rh-new.c')

    def test_potfiles_has_a_ghost(self):
        self.write('po/POTFILES.in', 'src/gone.c\n')
        self.assert_fails('potfiles', 'src/gone.c is not there')

    def test_format(self):
        self.write('src/core/text/rh-bad.c', 'int rh_bad(void){return 1;}\n')
        self.assert_fails('format', 'clang-format')

    def test_format_of_blueprints(self):
        self.write('src/ui/window/rh-bad.blp', 'using Gtk 4.0;\n\n\nBox{ }\n')
        self.assert_fails('format', 'blueprint-compiler')

    def test_unregistered_test(self):
        for folder, name in (('core', 'test-new.c'), ('e2e', 'test-new.py'), ('fuzz', 'fuzz-new.c')):
            self.write(f'tests/{folder}/meson.build', "tests = ['newer'] # 'new'")
            self.write(f'tests/{folder}/{name}', '')
            self.assert_fails('registered', f'{name}: is in no list of tests')
            self.write(f'tests/{folder}/meson.build', "tests = [\n  'new',\n]")
        self.assertEqual(self.complaints('registered'), [])

    def test_source_that_nobody_compiles(self):
        self.write('src/core/text/rh-lost.c', GOOD)
        self.assert_fails('registered', 'rh-lost.c: is not compiled')

    def test_blueprint_that_nobody_compiles(self):
        self.write('src/ui/window/rh-new.blp', '')
        self.assert_fails('registered', 'rh-new.blp: is not compiled')
        self.write('data/meson.build', "files('../src/ui/window/rh-new.blp')")
        self.assert_fails('registered', 'rh-new.blp: is not in data/rehearsal.gresource.xml')
        self.write('data/rehearsal.gresource.xml', '<file>ui/window/rh-new.ui</file>')
        self.assertEqual(self.complaints('registered'), [])

    def assert_manifest_fails(self, app_id, word, **change):
        path = check.manifest_path(app_id)
        good = (self.root / path).read_text()
        self.write(path, json.dumps(json.loads(good) | change))
        self.assert_fails('flatpak', word)
        self.write(path, good)

    def test_permissions(self):
        for app_id in check.MANIFESTS:
            granted = json.loads((self.root / check.manifest_path(app_id)).read_text())['finish-args']
            for bad in (granted + ['--filesystem=home'], granted[1:], granted + granted[:1]):
                self.assert_manifest_fails(app_id, 'permissions are', **{'finish-args': bad})

    def test_manifests(self):
        for app_id in check.MANIFESTS:
            modules = json.loads((self.root / check.manifest_path(app_id)).read_text())['modules']
            other = modules[-1] | {'config-opts': ['-Dprofile=default']}
            self.assert_manifest_fails(app_id, 'the id is', id='org.example.Other')
            self.assert_manifest_fails(app_id, 'runtime-version is', **{'runtime-version': '47'})
            self.assert_manifest_fails(app_id, 'runtime is', runtime='org.kde.Platform')
            self.assert_manifest_fails(app_id, 'no module file', modules=['gone.json', *modules])
            self.assert_manifest_fails(app_id, 'share their modules no more', modules=modules[1:])
            self.assert_manifest_fails(app_id, 'the profile is', modules=[*modules[:-1], other])
        self.write('flatpak/libyaml.json', '{"name": "libxml"}')
        self.assert_fails('flatpak', 'libyaml.json is another module')
        (self.root / f'data/icons/{check.APP_ID}.Devel.svg').unlink()
        self.assert_fails('flatpak', 'no icon of that id')

    def test_head(self):
        self.write('src/core/text/rh-bad.c', '#define G_LOG_DOMAIN "rh-bad"\n')
        self.assert_fails('heads', 'no SPDX')
        self.write('src/core/text/rh-bad.c', GOOD)
        self.assert_fails('heads', 'G_LOG_DOMAIN')

    def test_words(self):
        for code in ('strcpy (a, b);', 'goto out;', 'x = rand ();', 'n = g_random_int ();', 'sprintf (s, "x");'):
            self.write('src/core/text/rh-bad.c', f'  {code}\n')
            self.assert_fails('words', 'not used here')
        self.write('src/core/text/rh-bad.c', '/* goto the shop */ "strcpy ()"\n')
        self.assertEqual(self.complaints('words'), [])
        self.write('src/core/text/rh-bad.c', '/* TODO later */\n')
        self.assert_fails('words', 'unfinished')
        self.write('src/core/text/rh-bad.c', '  g_task_run_in_thread (task, run);\n')
        self.assert_fails('words', 'rh_thread_task_run()')

    def test_translators(self):
        comment = '/* Translators: %s is a name,\n   * as such. */\n'
        for code in (f'{comment}  x = f (_ ("%s"));\n', f'f (\n  {comment}  g_dngettext (D, "%u", "%u", n));\n'):
            self.write('src/ui/common/rh-bad.c', code)
            self.assertEqual(self.complaints('translators'), [])
        for code in (f'{comment}char *x\n  = f (_ ("%s"));\n', f'{comment}x = "%s";\n'):
            self.write('src/ui/common/rh-bad.c', code)
            self.assert_fails('translators', 'no text for translators')

    def test_unmarked(self):
        for code in ('f ("Send again");', 'f ("Send");', 'f ("_Open…");', 'g (1, f ("%s was sent"), 2);'):
            self.write('src/ui/common/rh-bad.c', f'int x;\n{code}\n')
            self.assert_fails('marked', 'rh-bad.c:2: “')
        for code in ('f (_ ("Send again"));', 'g_debug ("Send again");', '/* f ("Send again") */', '#define X "Send again"',
                     'f ("win.send", "POST", "a", "send-again");', '  f (g_dngettext (D, "%u request", "%u requests", n));'):
            self.write('src/ui/common/rh-bad.c', f'{code}\n')
            self.assertEqual(self.complaints('marked'), [])
        self.write('src/ui/common/rh-bad.c', 'f (_ ("Line %" G_GUINT64_FORMAT), n);\n')
        self.assert_fails('marked', 'a macro within')

    def test_unmarked_in_blueprint(self):
        for code in ('  label: "Send again";', 'title: "Send";', '    "Send",'):
            self.write('src/ui/common/rh-bad.blp', f'{code}\n')
            self.assert_fails('marked', 'rh-bad.blp:1: “')
        for code in ('  label: _("Send again");', 'icon-name: "send-symbolic";', 'name: "send";'):
            self.write('src/ui/common/rh-bad.blp', f'{code}\n')
            self.assertEqual(self.complaints('marked'), [])

    def test_color_alone(self):
        rules = '\n'.join(f'{selector} {{ color: var(--accent-color); }}' for selector in check.COLORED)
        self.write('data/style.css', rules)
        self.assertEqual(self.complaints('color'), [])
        for color in ('var(--error-bg-color)', '#c00', 'rgb(200, 0, 0)', '@red_1'):
            self.write('data/style.css', f'{rules}\n.new,\n.newer {{ border: 1px solid {color}; }}\n')
            self.assert_fails('color', 'the colour of .newer?')
        self.write('data/style.css', rules + '\n.new { color: currentColor; margin: 3px; }')
        self.assertEqual(self.complaints('color'), [])
        self.write('data/style.css', '')
        self.assert_fails('color', 'timing-bar has no colour')

    def test_class_of_color_alone(self):
        for name, code in (('rh-bad.c', 'f (entry, "error");'), ('rh-bad.blp', 'styles [ "warning", ]')):
            self.write(f'src/ui/common/{name}', code)
            self.assert_fails('color', f'{name}: what says the same')
            self.write(f'src/ui/common/{name}', '/* "error" */')
            self.assertEqual(self.complaints('color'), [])
        self.write('src/ui/common/rh-validity.c', '')
        self.assert_fails('color', 'rh-validity.c has no class')


if __name__ == '__main__':
    unittest.main()
