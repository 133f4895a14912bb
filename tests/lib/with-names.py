#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command where names of hosts mean this machine and a certificate of the test's own is good for them.

Usage: with-names.py NAME,NAME… COMMAND…

In network and mount namespaces of its own: the hosts file and the authorities of the system are bound over, so
that no program needs a switch for it (security.md 4.11). RH_NAMES_FOLDER has server.pem, certificate and key, and
browser-flags, for Chromium has authorities of its own. Port 443 can be listened on.
"""
import base64
import fcntl
import hashlib
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import tempfile

AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt'
INSIDE = '--inside'
# Of <linux/sockios.h> and <linux/if.h>.
SIOCGIFFLAGS, SIOCSIFFLAGS, SIOCSIFADDR, IFF_UP = 0x8913, 0x8914, 0x8916, 1
# As root; as anybody, where the kernel lets one be root in a namespace.
UNSHARE = ['unshare', '--net', '--mount']
UNSHARE_AS_USER = ['unshare', '--user', '--map-root-user', '--net', '--mount']
CURVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']


def openssl(*arguments, folder):
    return subprocess.run(['openssl', *arguments], cwd=folder, check=True, capture_output=True).stdout


def make_certificates(folder, names):
    """An authority whose key does not outlive this function, and a certificate for all names."""
    (folder / 'ext').write_text('subjectAltName=' + ','.join(f'DNS:{name}' for name in names) + '\n')
    openssl('req', '-x509', *CURVE, '-days', '2', '-subj', '/CN=Test authority', '-keyout', 'ca.key', '-out', 'ca.pem',
            folder=folder)
    openssl('req', *CURVE, '-subj', '/CN=Test server', '-keyout', 'server.key', '-out', 'server.csr', folder=folder)
    openssl('x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2',
            '-extfile', 'ext', '-out', 'server.crt', folder=folder)
    (folder / 'server.pem').write_text((folder / 'server.crt').read_text() + (folder / 'server.key').read_text())
    (folder / 'ca.key').unlink()
    public = openssl('pkey', '-in', 'server.key', '-pubout', '-outform', 'DER', folder=folder)
    digest = base64.b64encode(hashlib.sha256(public).digest()).decode()
    (folder / 'browser-flags').write_text(f'--ignore-certificate-errors-spki-list={digest}')


def find_way():
    """How to get namespaces here; None: not at all."""
    ways = [UNSHARE, UNSHARE_AS_USER] if os.getuid() == 0 else [UNSHARE_AS_USER]
    return next((way for way in ways if subprocess.run([*way, 'true'], stderr=subprocess.DEVNULL).returncode == 0), None)


def outside(names, command):
    way = find_way()
    if not way:
        print('1..0 # SKIP nobody can make a namespace here')
        return 0
    folder = pathlib.Path(tempfile.mkdtemp(prefix='rehearsal-names-'))
    try:
        make_certificates(folder, names)
        (folder / 'hosts').write_text('127.0.0.1 localhost\n::1 localhost\n' +
                                      ''.join(f'127.0.0.1 {name}\n' for name in names))
        environment = {**os.environ, 'RH_NAMES_FOLDER': str(folder)}
        return subprocess.call([*way, sys.executable, __file__, INSIDE, *command], env=environment)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def raise_loopback():
    """A new network has its loopback interface down. The second address is for the resolver, which takes a machine
    that has 127.0.0.1 only for one without IPv4."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        request = struct.pack('16sh14x', b'lo', 0)
        flags = struct.unpack('16sh14x', fcntl.ioctl(probe, SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(probe, SIOCSIFFLAGS, struct.pack('16sh14x', b'lo', flags | IFF_UP))
        second = struct.pack('16sH2s4s8x', b'lo:1', socket.AF_INET, b'', socket.inet_aton('127.0.0.2'))
        fcntl.ioctl(probe, SIOCSIFADDR, second)


def inside(command):
    folder = os.environ['RH_NAMES_FOLDER']
    raise_loopback()
    subprocess.run(['mount', '--bind', f'{folder}/hosts', '/etc/hosts'], check=True)
    subprocess.run(['mount', '--bind', f'{folder}/ca.pem', AUTHORITIES], check=True)
    os.execvp(command[0], command)


if sys.argv[1] == INSIDE:
    inside(sys.argv[2:])
sys.exit(outside(sys.argv[1].split(','), sys.argv[2:]))
