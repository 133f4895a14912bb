#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the translations against the messages that the sources have now.

Usage: catalogue.py ROOT XGETTEXT_ARGS…, as po/meson.build has them. Every language of po/LINGUAS is
complete, without guesses, and keeps what a program needs: placeholders, mnemonics, markup, ellipses.
test_catalogue.py shows of each check that it can fail.
"""
import collections
import dataclasses
import pathlib
import re
import subprocess
import sys
import tempfile

# Parts of a message that a translation has as well, as often.
KEPT = {
    'placeholders': re.compile(r'%(?:\d+\$)?[-+ 0#\']*(?:\d+|\*)?(?:\.\d+)?(?:hh|h|ll|l|z|j)?[a-zA-Z%]|\{\{.*?\}\}'),
    'markup': re.compile(r'</?[a-z]+(?: [^<>]*)?>|&(?:[a-z]+|#\d+);'),
    'ellipses': re.compile('…'),
    'mnemonics': re.compile(r'_(?=\w)'),  # within a word, too; one in a name is there on both sides
}
UNFINISHED = re.compile(r"(?<!%)%[-+ 0#'\d.]*$")
UNTOLD = re.compile(r'%(?:\d\$)?s')
ENDS = re.compile(r'^(\s*).*?(\s*)$', re.S)


@dataclasses.dataclass
class Message:
    context: str | None = None
    texts: list = dataclasses.field(default_factory=list)  # the singular, and the plural if there is one
    translations: list = dataclasses.field(default_factory=list)
    flags: set = dataclasses.field(default_factory=set)
    comments: str = ''
    files: list = dataclasses.field(default_factory=list)

    @property
    def key(self):
        return self.context, self.texts[0]


def unquoted(text):
    escapes = {'n': '\n', 't': '\t', '"': '"', '\\': '\\'}
    return re.sub(r'\\(.)', lambda match: escapes.get(match.group(1), match.group()), text)


def parsed(text):
    """The messages of a catalogue, without its head and what is obsolete."""
    messages = []
    for block in re.split(r'\n\s*\n', text):
        message = Message()
        block = re.sub(r'"\n"', '', block)  # a message of more than one line
        for line in block.split('\n'):
            if line.startswith('#,'):
                message.flags.update(flag.strip() for flag in line[2:].split(','))
            elif line.startswith('#:'):
                message.files += line[2:].split()
            elif line.startswith('#.'):
                message.comments += line[2:]
            elif match := re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?) "(.*)"$', line):
                kind, words = match.group(1), unquoted(match.group(2))
                if kind == 'msgctxt':
                    message.context = words
                else:
                    (message.texts if kind.startswith('msgid') else message.translations).append(words)
        if message.texts and message.texts[0]:
            messages.append(message)
    return messages


def read_catalogue(path):
    run = subprocess.run(['msgcat', '--to-code=UTF-8', str(path)], capture_output=True, text=True, check=True)
    return parsed(run.stdout)


def make_template(root, arguments, path):
    """Reads the messages of all sources into a file, as Meson does."""
    subprocess.run(['xgettext', '--package-name=rehearsal', '--files-from=po/POTFILES.in', '-k_', f'--output={path}',
                    *arguments], cwd=root, check=True, capture_output=True, text=True)


def languages(root):
    lines = (root / 'po/LINGUAS').read_text().splitlines()
    return [name for line in lines if not line.startswith('#') for name in line.split()]


def what_differs(text, translation):
    """What a translation lost, or has that is not in the text."""
    for name, pattern in KEPT.items():
        wanted, found = (collections.Counter(pattern.findall(words.replace('%%', ''))) for words in (text, translation))
        if name == 'placeholders':  # their order may be another one
            wanted, found = (collections.Counter({re.sub(r'\d+\$', '', part): count for part, count in parts.items()})
                             for parts in (wanted, found))
        if wanted != found:
            yield name
    if ENDS.match(text).groups() != ENDS.match(translation).groups():
        yield 'spaces at the ends'


def of_translation(message):
    if 'fuzzy' in message.flags:
        yield 'is a guess (fuzzy)'
    if not message.translations or not all(message.translations):
        yield 'is not translated'
        return
    for number, translation in enumerate(message.translations):
        # A form of the plural can do without the number: only the last, the general one, is sure to have it.
        if len(message.texts) > 1 and number < len(message.translations) - 1:
            continue
        for name in what_differs(message.texts[-1], translation):
            yield f'has other {name}: “{translation}”'


def of_text(message):
    """What makes a message hard to translate."""
    for text in message.texts:
        if UNFINISHED.search(text):
            yield 'ends within a placeholder: a macro follows it'
        if text.strip('\n') != text.strip():
            yield 'begins or ends with a space, as parts of a sentence do'
        if '...' in text:
            yield 'has three dots for an ellipsis'
    # A sentence of the command line says by itself what its only one is.
    alone = len(UNTOLD.findall(message.texts[-1])) == 1 and all('/cli/' in file for file in message.files)
    if UNTOLD.search(message.texts[-1]) and not message.comments and not alone:
        yield 'has a %s and no comment that says what it is'


def of_language(root, language, template):
    path = root / 'po' / f'{language}.po'
    if not path.exists():
        return [f'po/LINGUAS: {language} has no file']
    bad = []
    run = subprocess.run(['msgfmt', '--check', f'--output-file={template}.mo', str(path)], capture_output=True, text=True)
    if run.returncode:
        bad += [line.replace(str(root) + '/', '') for line in run.stderr.splitlines()]
    translated = {message.key: message for message in read_catalogue(path)}
    for message in read_catalogue(template):
        found = translated.get(message.key)
        complaints = of_translation(found) if found else ['is missing']
        bad += [f'po/{language}.po: “{message.texts[0]}” {complaint}' for complaint in complaints]
    return bad


def check(root, arguments):
    bad = []
    listed = languages(root)
    for path in sorted((root / 'po').glob('*.po')):
        if path.stem not in listed:
            bad.append(f'{path.relative_to(root)}: is not in po/LINGUAS')
    with tempfile.TemporaryDirectory() as scratch:
        template = pathlib.Path(scratch) / 'rehearsal.pot'
        try:
            make_template(root, arguments, template)
        except subprocess.CalledProcessError as refused:  # newer ones refuse what cannot be translated
            return [*bad, f'xgettext: {refused.stderr}']
        for message in read_catalogue(template):
            bad += [f'{message.files[0]}: “{message.texts[0]}” {complaint}' for complaint in of_text(message)]
        for language in listed:
            bad += of_language(root, language, template)
    return bad


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    complaints = check(root, sys.argv[2:])
    print('\n'.join(complaints) or 'catalogues: fine')
    return 1 if complaints else 0


if __name__ == '__main__':
    sys.exit(main())
