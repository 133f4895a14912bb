#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the tree itself: the rules of CONTRIBUTING.md that a program can see.

Usage: check.py ROOT [RULE…]. Each rule is a function from the root to a list of complaints;
test_check.py shows of each that it can fail.
"""
import json
import pathlib
import re
import subprocess
import sys

MAX_FUNCTION_LINES = 100
MAX_FILE_LINES = 1000
MAX_README_LINES = 150

# Which folders of src a folder may include from, itself aside. Arrows go down only.
FLOORS = {
    'core/text': [],
    'core/secret': ['core/text'],
    'core/http': ['core/text'],
    'core/body': ['core/http', 'core/text'],
    'core/practice': ['core/http', 'core/text'],
    'core/oauth': ['core/http', 'core/secret', 'core/text'],
    'core/collection': ['core/oauth', 'core/http', 'core/text'],
    'core/format': ['core/collection', 'core/oauth', 'core/http', 'core/text'],
    'core/workspace': ['core/format', 'core/collection', 'core/oauth', 'core/body', 'core/http', 'core/secret',
                       'core/text', 'core/practice'],
}
TOOLKITS = re.compile(r'#\s*include\s*[<"](gtk/|gdk/|gsk/|adwaita|gtksourceview)')
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[>"]', re.M)
APP_ID = 'io.github.rehearsal_app.Rehearsal'
# Of each manifest, by app id, what the build is told about the profile.
MANIFESTS = {APP_ID: None, APP_ID + '.Devel': '-Dprofile=development'}
RUNTIME = {'runtime': 'org.gnome.Platform', 'sdk': 'org.gnome.Sdk', 'runtime-version': '51'}
PERMISSIONS = [
    '--share=network',  # requests, and the redirect on loopback
    '--socket=wayland', '--socket=fallback-x11', '--share=ipc',  # a window; X11 shares memory
    '--device=dri',  # drawn by the graphics card
    # No files, no browser, no keyring, no bus name: portals ask the user for the first three.
]
BANNED = re.compile(r'\b(strcpy|strcat|sprintf|vsprintf|gets|alloca|rand|srand|goto|g_rand_\w+|g_random_\w+|'
                    r'G_DISABLE_CHECKS|G_DISABLE_ASSERT|G_GNUC_BEGIN_IGNORE_DEPRECATIONS|atoi|atol)\b')
# Their tasks have no source object that GLib's thread could free (rh-thread-task.h).
WITHOUT_SOURCE = {'rh-action-run.c', 'rh-file-lock.c', 'rh-thread-task.c'}
MARKED = re.compile(r'\b(_|N_|C_|NC_|ngettext|g_dgettext|g_dpgettext2|g_dngettext)\s*\(')
TRANSLATED = re.compile(r'\b(_|N_|C_|NC_|ngettext|g_dgettext|g_dpgettext2|g_dngettext)\s*\(\s*"')

# Two words, or one alone that begins as a sentence does; and what looks like that and is none: names of
# keys, of headers and their values, of environments in data, and what only benchmarks read.
WORDS = re.compile(r'[A-Za-z]{2,} [A-Za-z]{2,}|^_?[A-Z][a-z]+…?$')
NOT_WORDS = {'Adwaita', 'Cookie', 'Delete', 'Escape', 'Lax', 'None', 'Practice', 'Production', 'Return',
             'SameSite Lax', 'SameSite None', 'SameSite Strict', 'Staging', 'Strict',
             'Print when the window is seen and when it can be used'}
MARKERS = {'_', 'N_', 'C_', 'NC_', 'ngettext', 'g_dngettext', 'g_dpgettext2',
           'g_assert', 'g_critical', 'g_debug', 'g_info', 'g_message', 'g_return_if_fail', 'g_warning'}

# Colour never says anything alone: of each selector of data/style.css that sets one, what else says it.
COLORED = {
    '.tree > row.drop-above': 'a line where it would go',
    '.tree > row.drop-below': 'a line where it would go',
    '.tree > row.drop-into': 'a frame around what it would be in',
    '.tree.drop-into': 'a frame around what it would be in',
    '.field-row.drop-above': 'a line where it would go',
    '.field-row.drop-below': 'a line where it would go',
    '.status-pill.success': 'the status, and its meaning as description',
    '.status-pill.warning': 'the status, and its meaning as description',
    '.status-pill.error': 'the status, and its meaning as description',
    'timing-bar': 'place and length, and the time beside it',
    '.drop-place:drop(active)': 'a frame',
    'row.scopes.error .chip:not(.error)': 'nothing: it is the usual one',
    'row.scopes.error .chip-button': 'nothing: it is the usual one',
    'row.scopes.error button.flat:not(.circular)': 'nothing: it is the usual one',
    'row.scopes.error label.caption': 'the state “invalid”, and a sentence below',
}
# And of each file that gives a widget a class of Adwaita's which is a colour.
CLASSED = {
    'collection/rh-history-row.c': 'the status or the outcome, in words',
    'common/rh-problem-card.blp': 'an icon, and words beside it',
    'common/rh-validity.c': 'the accessible state "invalid"; that no other file marks an entry is seen here too',
    'connection/rh-connection-button.blp': 'a shield, and the description of the button',
    'connection/rh-connection-button.c': 'a shield and a shape for each state, and the description of the button',
    'connection/rh-connection-words.c': 'words and a shape for each state',
    'connection/rh-consent-page.blp': 'words: how long there is',
    'connection/rh-environment-row.blp': 'a shield, and the name of the row',
    'connection/rh-environment-row.c': 'a shield, and the name of the row',
    'connection/rh-hint-row.c': 'words, and the accessible state of the row above',
    'environment/rh-environments-dialog.c': 'a shield, and its name',
    'guide/rh-guide-row.c': 'a check mark, and the word Done',
    'request/rh-auth-page.blp': 'an icon, and words beside it',
    'request/rh-method-button.blp': 'words: what is wrong',
    'response/rh-format.c': 'the status, in words; for pills only',
    'response/rh-response-status.c': 'words: cancelled, ended early or incomplete',
}
# Of a type itself: GObject, boxed types and g_autoptr() ask for these.
TYPES_OWN = re.compile(r'_(get_type|quark|new|ref|unref|copy|free)$')
COLOR = re.compile(r'var\(--[\w-]*color\)|#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?)\(|@\w+')
COLOR_CLASS = re.compile(r'"(?:success|warning|error|accent)"')


def files(root, *patterns):
    """Files below src, tests, data, po and at the top, sorted, without what was built."""
    found = set()
    for pattern in patterns:
        found.update(p for p in root.glob(pattern) if 'node_modules' not in p.parts)
    return sorted(found)


def c_files(root):
    return files(root, 'src/**/*.[ch]', 'tests/**/*.[ch]')


def without_comments(text):
    """Blanks comments and strings and keeps the lines as they are."""
    pattern = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
    return pattern.sub(lambda match: re.sub(r'[^\n]', ' ', match.group()), text)


def rule_layers(root):
    """Core never sees a toolkit, and includes go down only."""
    bad = []
    for path in files(root, 'src/core/**/*.[ch]', 'src/cli/*.[ch]'):
        text = path.read_text()
        name = path.relative_to(root / 'src')
        if TOOLKITS.search(text):
            bad.append(f'{name}: includes a toolkit')
        floor = '/'.join(name.parts[:2])
        if name.parts[0] != 'core':
            continue
        if floor not in FLOORS:
            bad.append(f'{name}: {floor} is no floor of the house')
            continue
        for bracket, include in INCLUDE.findall(text):
            target = 'core/' + include.split('/')[0]
            if bracket == '<' and target not in FLOORS:
                continue
            if '/' in include and target != floor and target not in FLOORS[floor]:
                bad.append(f'{name}: includes {include}, which is not below {floor}')
            if '/' in include and target not in FLOORS:
                bad.append(f'{name}: includes {include}, which is not in core')
    return bad


def functions(text):
    """(name, first line, lines) of each function of a C file laid out by clang-format."""
    start = None
    lines = text.split('\n')
    for number, line in enumerate(lines, 1):
        if line == '{':
            start = number
        elif line.startswith('}') and start is not None:
            name = next((m.group(1) for back in range(start - 2, -1, -1)
                         if (m := re.match(r'^(\w+) \(', lines[back]))), '?')
            yield name, start, number - start + 1
            start = None


def rule_lengths(root):
    bad = []
    for path in c_files(root):
        text = path.read_text()
        count = text.count('\n')
        if count > MAX_FILE_LINES:
            bad.append(f'{path.relative_to(root)}: {count} lines, {MAX_FILE_LINES} are wrong')
        for name, line, length in functions(text):
            if length > MAX_FUNCTION_LINES:
                bad.append(f'{path.relative_to(root)}:{line}: {name} has {length} lines, {MAX_FUNCTION_LINES} are wrong')
    readme = root / 'README.md'
    if readme.exists() and readme.read_text().count('\n') > MAX_README_LINES:
        bad.append(f'README.md: over {MAX_README_LINES} lines')
    return bad


def rule_called(root):
    """What a header of src declares is called by another file; what a type needs to be one aside."""
    words = {path: set(re.findall(r'\brh_\w+', without_comments(path.read_text()))) for path in c_files(root)}
    users = {}
    for path, names in words.items():
        for name in names:
            users.setdefault(name, set()).add(path)
    bad = []
    for header in files(root, 'src/**/*.h'):
        text = without_comments(header.read_text())
        for name in re.findall(r'\b(rh_\w+) \(', text):
            if TYPES_OWN.search(name) or len(re.findall(rf'\b{name}\b', text)) > 1:
                continue
            others = [path for path in users[name] - {header}
                      if not re.search(rf'^{name} \(', path.read_text(), re.M)]
            if not others:
                bad.append(f'{header.relative_to(root)}: no other file calls {name}()')
    return bad


def rule_potfiles(root):
    """Every file with a translated string is listed, and every listed file is there."""
    listed = [line.strip() for line in (root / 'po/POTFILES.in').read_text().splitlines()
              if line.strip() and not line.startswith('#')]
    bad = [f'po/POTFILES.in: {name} is not there' for name in listed if not (root / name).exists()]
    if len(listed) != len(set(listed)):
        bad.append('po/POTFILES.in: a file is listed twice')
    for path in files(root, 'src/**/*.c', 'src/**/*.h', 'src/**/*.blp', 'data/*.in.in'):
        name = str(path.relative_to(root))
        text = path.read_text()
        marked = TRANSLATED.search(text) or path.name.endswith(('.desktop.in.in', '.xml.in.in'))
        if marked and name not in listed:
            bad.append(f'{name}: has strings to translate and is not in po/POTFILES.in')
    return bad


def rule_format(root):
    bad = []
    sources = [str(p) for p in c_files(root)]
    if sources:
        run = subprocess.run(['clang-format', '--dry-run', '--Werror', f'--style=file:{root}/.clang-format', *sources],
                             capture_output=True, text=True)
        if run.returncode:
            bad += sorted({line.split(':')[0] + ': not laid out by clang-format (./dev format)'
                           for line in run.stderr.splitlines() if 'error:' in line} or {run.stderr})
    for path in files(root, 'src/**/*.blp'):
        run = subprocess.run(['blueprint-compiler', 'format', str(path)], capture_output=True, text=True)
        if run.returncode:
            bad.append(f'{path.relative_to(root)}: not laid out by blueprint-compiler (./dev format)')
    return bad


def listed_names(*paths):
    """What stands in quotation marks in files of meson's, comments aside."""
    text = '\n'.join(re.sub(r'#.*', '', path.read_text()) for path in paths if path.exists())
    return set(re.findall(r"'([^'\n]+)'", text))


def rule_registered(root):
    """Every test, source and Blueprint is built: a list that lacks one would hide it."""
    bad = []
    for path in files(root, 'tests/**/test-*.*', 'tests/**/fuzz-*.c'):
        names = listed_names(path.parent / 'meson.build')
        if path.suffix in ('.c', '.py') and not names & {path.name, path.stem.split('-', 1)[1]}:
            bad.append(f'{path.relative_to(root)}: is in no list of tests')
    sources = {pathlib.Path(name).name for name in listed_names(*files(root, 'src/**/meson.build'))}
    bad += [f'{path.relative_to(root)}: is not compiled' for path in files(root, 'src/**/*.c')
            if path.name not in sources]
    compiled = listed_names(root / 'data/meson.build')
    bundle = root / 'data/rehearsal.gresource.xml'
    bundled = set(re.findall(r'>([^<]+)</file>', bundle.read_text())) if bundle.exists() else set()
    for path in files(root, 'src/ui/**/*.blp'):
        if f'../{path.relative_to(root)}' not in compiled:
            bad.append(f'{path.relative_to(root)}: is not compiled')
        if str(path.relative_to(root / 'src').with_suffix('.ui')) not in bundled:
            bad.append(f'{path.relative_to(root)}: is not in data/rehearsal.gresource.xml')
    return bad


def manifest_path(app_id):
    return f'flatpak/{app_id}.json'


def flatpak_complaints(root, app_id, profile):
    """What is wrong in one manifest, in words."""
    manifest = json.loads((root / manifest_path(app_id)).read_text())
    if manifest['id'] != app_id:
        yield f'the id is {manifest["id"]}'
    if sorted(manifest['finish-args']) != sorted(PERMISSIONS):
        yield f'permissions are {manifest["finish-args"]}'
    for key, wanted in RUNTIME.items():
        if manifest[key] != wanted:
            yield f'{key} is {manifest[key]}'
    *shared, app = manifest['modules']
    for name in shared:  # in a file of its own, for both manifests
        if not (root / 'flatpak' / str(name)).exists():
            yield f'no module file {name}'
        elif json.loads((root / 'flatpak' / name).read_text())['name'] != pathlib.Path(name).stem:
            yield f'{name} is another module'
    found = [option for option in app['config-opts'] if option.startswith('-Dprofile')]
    if found != ([profile] if profile else []):
        yield f'the profile is {found}'
    if not (root / 'data/icons' / f'{app_id}.svg').exists():
        yield 'no icon of that id'


def rule_flatpak(root):
    """A Flatpak may do what it needs and nothing else, and the two differ in their id and profile only."""
    bad = [f'{manifest_path(app_id)}: {complaint}' for app_id, profile in MANIFESTS.items()
           for complaint in flatpak_complaints(root, app_id, profile)]
    shared = [json.loads((root / manifest_path(app_id)).read_text())['modules'][:-1] for app_id in MANIFESTS]
    return bad + (['flatpak: the manifests share their modules no more'] if shared[0] != shared[1] else [])


def rule_heads(root):
    """A licence in every file; in a C file of src a log domain that is the file's stem."""
    bad = []
    for path in files(root, 'src/**/*.[ch]', 'src/**/*.blp', 'tests/**/*.[ch]', 'tests/**/*.py', 'tests/**/*.sh',
                      'tests/**/*.mjs', '**/meson.build', 'dev', '.ci/run'):
        if path.is_relative_to(root / 'build'):
            continue
        head = path.read_text()[:400]
        if 'SPDX-License-Identifier: GPL-3.0-or-later' not in head:
            bad.append(f'{path.relative_to(root)}: no SPDX line')
    for path in files(root, 'src/core/**/*.c', 'src/ui/**/*.c'):
        if f'#define G_LOG_DOMAIN "{path.stem}"' not in path.read_text():
            bad.append(f'{path.relative_to(root)}: G_LOG_DOMAIN is not "{path.stem}"')
    return bad


def rule_words(root):
    """Functions and words that have no place here."""
    bad = []
    for path in c_files(root):
        for number, line in enumerate(without_comments(path.read_text()).split('\n'), 1):
            match = BANNED.search(line)
            if match:
                bad.append(f'{path.relative_to(root)}:{number}: {match.group()} is not used here')
            if 'g_task_run_in_thread' in line and path.name not in WITHOUT_SOURCE:
                bad.append(f'{path.relative_to(root)}:{number}: rh_thread_task_run() frees nothing in the thread')
    for path in files(root, 'src/**/*.[ch]', 'src/**/*.blp', 'tests/**/*.[ch]'):
        for number, line in enumerate(path.read_text().split('\n'), 1):
            if re.search(r'\b(TODO|FIXME|XXX)\b', line):
                bad.append(f'{path.relative_to(root)}:{number}: unfinished')
    return bad


def rule_translators(root):
    """A comment for translators is right before the line of its text: with C between, xgettext drops it."""
    bad = []
    for path in files(root, 'src/**/*.c'):
        text = path.read_text()
        for comment in re.finditer(r'/\*\s*Translators:.*?\*/\s*', text, re.S):
            if not MARKED.search(text[comment.end():].split('\n', 1)[0]):
                bad.append(f'{path.relative_to(root)}:{text.count(chr(10), 0, comment.start()) + 1}: '
                           'no text for translators follows')
    return bad


def literals(text):
    """(names of the calls that it is an argument of, text, line) of each string of a C file."""
    calls = []
    pattern = re.compile(r'/\*.*?\*/|//[^\n]*|\'(?:\\.|[^\'\\\n])*\'|^#[^\n]*|"((?:\\.|[^"\\\n])*)"|(\w*)\s*\(|\)', re.S | re.M)
    for match in pattern.finditer(text):
        if match.group(1) is not None:
            yield list(calls), match.group(1), text.count('\n', 0, match.start()) + 1
        elif match.group(2) is not None:
            calls.append(match.group(2))
        elif match.group() == ')' and calls:
            calls.pop()


def rule_marked(root):
    """What looks like words for people is marked for translators, as a whole."""
    bad = []
    for path in files(root, 'src/ui/**/*.c', 'src/cli/*.c'):
        text = path.read_text()
        for calls, words, line in literals(text):
            if WORDS.search(re.sub(r'%[a-z]|\\.', ' ', words)) and words not in NOT_WORDS and not MARKERS & set(calls):
                bad.append(f'{path.relative_to(root)}:{line}: “{words}” is not marked')
        for match in re.finditer(r'\b(?:_|N_|ngettext) \((?:\s*"(?:\\.|[^"\\\n])*")+\s*[A-Z]', text):
            line = text.count('\n', 0, match.end()) + 1
            bad.append(f'{path.relative_to(root)}:{line}: a macro within a marked text, which translators do not get')
    for path in files(root, 'src/ui/**/*.blp'):
        for number, line in enumerate(path.read_text().split('\n'), 1):
            match = re.match(r'\s*(?:[a-z-]+: )?"([^"]*)"[;,]?$', line)
            if match and WORDS.search(match.group(1)) and match.group(1) not in NOT_WORDS:
                bad.append(f'{path.relative_to(root)}:{number}: “{match.group(1)}” is not marked')
    return bad


def colored_selectors(css):
    css = re.sub(r'/\*.*?\*/', '', css, flags=re.S)
    for selectors, declarations in re.findall(r'([^{}]+)\{([^{}]*)\}', css):
        if COLOR.search(declarations):
            yield from (selector.strip() for selector in selectors.split(','))


def rule_color(root):
    """What says something in colour says it in another way too, which is written down here."""
    bad = []
    css = root / 'data/style.css'
    if css.exists():
        colored = set(colored_selectors(css.read_text()))
        bad += [f'data/style.css: what says the same as the colour of {each}?' for each in sorted(colored - set(COLORED))]
        bad += [f'tests/style/check.py: {each} has no colour of its own' for each in COLORED if each not in colored]
    for path in files(root, 'src/ui/**/*.c', 'src/ui/**/*.blp'):
        name = str(path.relative_to(root / 'src/ui'))
        text = re.sub(r'/\*.*?\*/|//[^\n]*', '', path.read_text(), flags=re.S)
        found = COLOR_CLASS.search(text)
        if found and name not in CLASSED:
            bad.append(f'src/ui/{name}: what says the same as the class {found.group()}? (rh-validity.h has one for entries)')
        if not found and name in CLASSED:
            bad.append(f'tests/style/check.py: {name} has no class that is a colour')
    return bad


RULES = {name[5:]: rule for name, rule in globals().items() if name.startswith('rule_')}


def lays_out_as_we_do():
    """Each version of clang-format has ideas of its own; ours is Debian 13's."""
    return ' version 19.' in subprocess.run(['clang-format', '--version'], capture_output=True, text=True).stdout


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    names = sys.argv[2:] or list(RULES)
    if names == ['format'] and not lays_out_as_we_do():
        print('format: skipped, this is not clang-format 19')
        return 77
    complaints = [f'{name}: {line}' for name in names for line in RULES[name](root)]
    print('\n'.join(complaints) or f'{", ".join(names)}: fine')
    return 1 if complaints else 0


if __name__ == '__main__':
    sys.exit(main())
