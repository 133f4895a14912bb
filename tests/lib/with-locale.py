#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command in a language that nobody speaks, with numbers and dates that are not English.

Usage: with-locale.py ROOT [XGETTEXT_ARG…] -- COMMAND…

Every message of the sources is translated into itself: its letters have accents, it is two fifths longer
and stands in ⟦brackets⟧; placeholders, markup and mnemonics stay. What is shown without brackets is not
translated. A system may have no locale but C, so this one is made here; gettext needs one that is not C.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'style'))
import catalogue  # noqa: E402

NAME = 'qps'
BASES = [pathlib.Path('/usr/lib/locale/C.utf8'), pathlib.Path('/usr/lib/locale/C.UTF-8')]
PLAIN = 'ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz'
ACCENTED = 'ÅÇĎÉĞĤÎĴĶĻÑÖŘŠŢÛŴÝŽåçďéğĥîĵķļñöřšţûŵýž'
LONGER = 0.4
FILLING = 'ļöñğ ŵöŕď šö '
CHARMAP = '''<code_set_name> UTF-8
<mb_cur_min> 1
<mb_cur_max> 6
CHARMAP
<U0000>..<U007F> /x00 NULL
END CHARMAP
'''
LOCALE = '''comment_char %
escape_char /
LC_NUMERIC
decimal_point ","
thousands_sep "."
grouping 3;3
END LC_NUMERIC
LC_TIME
abday "So";"Mo";"Di";"Mi";"Do";"Fr";"Sa"
day "Sonntag";"Montag";"Dienstag";"Mittwoch";"Donnerstag";"Freitag";"Samstag"
abmon "Jan";"Feb";"Mrz";"Apr";"Mai";"Jun";"Jul";"Aug";"Sep";"Okt";"Nov";"Dez"
mon "Januar";"Februar";"Maerz";"April";"Mai";"Juni";"Juli";"August";"September";"Oktober";"November";"Dezember"
d_t_fmt "%a %d. %b %Y %T"
d_fmt "%d.%m.%Y"
t_fmt "%T"
am_pm "";""
t_fmt_ampm ""
END LC_TIME
'''


def translated(text):
    """A message in that language."""
    kept = []
    for pattern in (catalogue.KEPT['placeholders'], catalogue.KEPT['markup']):
        kept += [match.span() for match in pattern.finditer(text)]
    kept += [(match.start(), match.end() + 1) for match in catalogue.KEPT['mnemonics'].finditer(text)]
    within = {place for start, end in kept for place in range(start, end)}
    letters = ''.join(letter if place in within else letter.translate(str.maketrans(PLAIN, ACCENTED))
                      for place, letter in enumerate(text))
    words = letters.rstrip('…\n')
    count = round(len(text) * LONGER)
    filling = (FILLING * (count // len(FILLING) + 1))[:count].rstrip()
    lines = len(words) - len(words.lstrip('\n'))
    return f'{words[:lines]}⟦{words[lines:]} {filling}{letters[len(words):].rstrip(chr(10))}⟧{chr(10) * letters[len(words):].count(chr(10))}'


def quoted(text):
    escapes = {'\\': '\\\\', '"': '\\"', '\n': '\\n', '\t': '\\t'}
    return '"' + ''.join(escapes.get(letter, letter) for letter in text) + '"'


def make_catalogue(root, arguments, folder):
    template = folder / 'rehearsal.pot'
    catalogue.make_template(root, arguments, template)
    lines = ['msgid ""', 'msgstr "Language: %s\\n"' % NAME, '"Content-Type: text/plain; charset=UTF-8\\n"',
             '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"']
    for message in catalogue.read_catalogue(template):
        context, key = [f'msgctxt {quoted(message.context)}'] if message.context else [], quoted(message.texts[0])
        lines += ['', *context, f'msgid {key}']
        if len(message.texts) == 1:
            lines.append(f'msgstr {quoted(translated(message.texts[0]))}')
        else:
            lines.append(f'msgid_plural {quoted(message.texts[1])}')
            lines += [f'msgstr[{number}] {quoted(translated(text))}' for number, text in enumerate(message.texts)]
    (folder / 'pseudo.po').write_text('\n'.join(lines) + '\n')
    target = folder / 'translations' / NAME / 'LC_MESSAGES'
    target.mkdir(parents=True)
    subprocess.run(['msgfmt', '--check-format', f'--output-file={target / "rehearsal.mo"}', folder / 'pseudo.po'], check=True)
    return folder / 'translations'


def make_locale(folder):
    """C with other numbers and dates; None: there is nothing here to make one of."""
    base = next((path for path in BASES if path.is_dir()), None)
    if not base or not shutil.which('localedef'):
        return None
    (folder / 'charmap').write_text(CHARMAP)
    (folder / 'locale').write_text(LOCALE)
    made = folder / 'made'
    subprocess.run(['localedef', '--no-archive', '-c', '-f', folder / 'charmap', '-i', folder / 'locale', made],
                   capture_output=True)
    if not (made / 'LC_TIME').exists():
        return None
    target = folder / 'locales' / f'{NAME}.utf8'
    shutil.copytree(base, target)
    for category in ('LC_NUMERIC', 'LC_TIME'):
        shutil.copy(made / category, target / category)
    return target.parent


def main():
    root = pathlib.Path(sys.argv[1])
    end = sys.argv.index('--')
    with tempfile.TemporaryDirectory(prefix='rehearsal-locale-') as name:
        folder = pathlib.Path(name)
        locales = make_locale(folder)
        if not locales:
            print('1..0 # SKIP no C.UTF-8 or no localedef to make a locale of')
            return 0
        environment = os.environ | {'LOCPATH': str(locales), 'LC_ALL': f'{NAME}.UTF-8', 'LANGUAGE': '',
                                    'RH_LOCALE_DIR': str(make_catalogue(root, sys.argv[2:end], folder))}
        return subprocess.run(sys.argv[end + 1:], env=environment).returncode


if __name__ == '__main__':
    sys.exit(main())
