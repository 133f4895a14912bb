#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Are the built programs hardened? Reads what the linker wrote, not what meson.build says.

Usage: hardening.py BUILD_DIR PROGRAM…
       hardening.py --must-fail BUILD_DIR PROGRAM   (a program built soft: every check must complain)
"""
import json
import pathlib
import re
import subprocess
import sys


def readelf(*args):
    return subprocess.run(['readelf', '--wide', *args], check=True, capture_output=True, text=True).stdout


def complaints(program):
    headers = readelf('--program-headers', program)
    dynamic = readelf('--dynamic', program)
    symbols = readelf('--dyn-syms', program)
    bad = []
    if not re.search(r'\bDYN\b', readelf('--file-header', program)) or 'PIE' not in dynamic:
        bad.append('no PIE')
    if 'GNU_RELRO' not in headers:
        bad.append('no RELRO')
    if not re.search(r'FLAGS.*\b(NOW|BIND_NOW)\b', dynamic):
        bad.append('no NOW')
    stack = re.search(r'GNU_STACK.*', headers)
    if not stack or re.search(r'\bRWE\b', stack.group()):
        bad.append('executable stack')
    if '__stack_chk_fail' not in symbols:
        bad.append('no stack protector')
    return bad


def unfortified(build_dir):
    """Sources of src that were compiled without _FORTIFY_SOURCE."""
    commands = json.loads((pathlib.Path(build_dir) / 'compile_commands.json').read_text())
    ours = [c for c in commands if re.match(r'(\.\./)+src/', c['file'])]
    assert ours, 'no source of src in compile_commands.json'
    return [c['file'] for c in ours if '-D_FORTIFY_SOURCE=3' not in c['command']]


def main():
    args = sys.argv[1:]
    if args[0] == '--must-fail':
        found = complaints(args[2])
        print(found)
        wanted = ['no PIE', 'no RELRO', 'no NOW', 'executable stack', 'no stack protector']
        return 0 if found == wanted else 1
    bad = [f'{program}: {line}' for program in args[1:] for line in complaints(program)]
    bad += [f'{name}: not fortified' for name in unfortified(args[0])]
    print('\n'.join(bad) or 'hardened')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
