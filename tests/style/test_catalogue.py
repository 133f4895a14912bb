#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every check of catalogue.py can fail, and passes where nothing is wrong."""
import pathlib
import shutil
import tempfile
import unittest

import catalogue

ARGUMENTS = ['--from-code=UTF-8', '--keyword=_', '--add-comments=Translators']
SOURCE = '''
f (_("_Send"), _("Open…"), _("Use {{name}}"),
   /* Translators: %s is a name. */
   _("<b>%s</b> of %d"));
g (ngettext ("one request", "%u requests", n));
'''
HEAD = '''msgid ""
msgstr ""
"Language: de\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
'''
GOOD = {
    '_Send': '_Senden',
    'Open…': 'Öffnen…',
    '<b>%s</b> of %d': '<b>%s</b> von %d',
    'Use {{name}}': '{{name}} verwenden',
}
PLURAL = '''
#, c-format
msgid "one request"
msgid_plural "%u requests"
msgstr[0] "eine Anfrage"
msgstr[1] "%u Anfragen"
'''


class Translations(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        (self.root / 'po').mkdir()
        (self.root / 'some.c').write_text(SOURCE)
        (self.root / 'po/POTFILES.in').write_text('some.c\n')
        (self.root / 'po/LINGUAS').write_text('# none\nde\n')

    def write(self, plural=PLURAL, **changes):
        """Writes German with some messages as given; None leaves one out."""
        entries = GOOD | {text.replace('SEND', '_Send'): words for text, words in changes.items()}
        (self.root / 'po/de.po').write_text(HEAD + plural + ''.join(
            f'\nmsgid "{text}"\nmsgstr "{words}"\n' for text, words in entries.items() if words is not None))

    def assert_fails(self, words, others=()):
        found = catalogue.check(self.root, ARGUMENTS)
        self.assertTrue(any(words in line or line.startswith(others) for line in found), f'{words}: {found}')

    def test_good_passes(self):
        self.write()
        self.assertEqual(catalogue.check(self.root, ARGUMENTS), [])

    def test_no_language_passes(self):
        (self.root / 'po/LINGUAS').write_text('')
        self.assertEqual(catalogue.check(self.root, ARGUMENTS), [])

    def test_language_without_file(self):
        self.assert_fails('de has no file')

    def test_file_without_language(self):
        self.write()
        (self.root / 'po/LINGUAS').write_text('')
        self.assert_fails('po/de.po: is not in po/LINGUAS')

    def test_missing(self):
        self.write(**{'Open…': None})
        self.assert_fails('“Open…” is missing')

    def test_empty(self):
        self.write(**{'Open…': ''})
        self.assert_fails('“Open…” is not translated')

    def test_plural_missing(self):
        self.write(PLURAL.replace('%u Anfragen', ''))
        self.assert_fails('“one request” is not translated')

    def test_fuzzy(self):
        self.write(PLURAL.replace('#, ', '#, fuzzy, '))
        self.assert_fails('“one request” is a guess')

    def test_placeholders(self):
        for words in ('<b>%s</b> von', '<b>%s</b> von %s', '<b>%d</b> von %s %s'):
            self.write(**{'<b>%s</b> of %d': words})
            self.assert_fails('other placeholders')
        self.write(**{'<b>%s</b> of %d': '%2$d: <b>%1$s</b>'})
        self.assertEqual(catalogue.check(self.root, ARGUMENTS), [])
        self.write(**{'Use {{name}}': '{{Name}} verwenden'})
        self.assert_fails('other placeholders')
        self.write(PLURAL.replace('%u Anfragen', 'Anfragen'))
        self.assert_fails('other placeholders')

    def test_format(self):
        self.write(PLURAL.replace('%u Anfragen', '%s Anfragen'))
        self.assert_fails('po/de.po:')

    def test_markup(self):
        self.write(**{'<b>%s</b> of %d': '%s von %d'})
        self.assert_fails('other markup')

    def test_mnemonic(self):
        self.write(SEND='Senden')
        self.assert_fails('other mnemonics')
        self.write(SEND='S_enden')
        self.assertEqual(catalogue.check(self.root, ARGUMENTS), [])

    def test_ellipsis(self):
        for words in ('Öffnen', 'Öffnen...'):
            self.write(**{'Open…': words})
            self.assert_fails('other ellipses')

    def test_spaces(self):
        self.write(SEND='_Senden ')
        self.assert_fails('other spaces at the ends')

    def test_message_of_some_lines(self):
        (self.root / 'some.c').write_text(r'f (_("First:\n\nsecond, which is so long that it is wrapped in the file, "'
                                          r'  "and has a third."));')
        self.write()
        self.assert_fails('“First:\n\nsecond, which is so long that it is wrapped in the file, and has a third.” is missing')

    def assert_hard(self, source, words):
        (self.root / 'some.c').write_text(source)
        (self.root / 'po/LINGUAS').write_text('')
        self.assert_fails(words, others=('xgettext: ',))

    def test_hard_to_translate(self):
        self.assert_hard('f (_("Line %\'" G_GUINT64_FORMAT));', 'ends within a placeholder')
        self.assert_hard('f (_(" and "));', 'begins or ends with a space')
        self.assert_hard('f (_("Open..."));', 'three dots')
        self.assert_hard('f (_("Send to %s"));', 'no comment')
        self.assert_hard('f (ngettext ("one of %s", "%u of %s"));', 'no comment')


if __name__ == '__main__':
    unittest.main()
