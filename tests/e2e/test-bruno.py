#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder that we wrote, run by Bruno's own command line: the same requests, the same answers.

What is Bruno's own way stands here with the reason, and everything else must be equal.

One more that no folder of ours shows: a folder.yml that says nothing of auth is none here, as the format
has it, and inherits there. So folders that inherit are written with "auth: inherit". A folder whose auth
is none has no way to say so to Bruno, which would use the collection's.

Two that are not compared: a slash in the value of a path parameter, which is a part of the value here and
a further segment there; and a key in the query of a URL that begins with a variable, which Bruno leaves out.
"""
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
BRUNO = HERE / 'node_modules/@usebruno/cli/bin/bru.js'
PEER = os.environ['RH_TEST_PEER']

# Headers that are ours to say, in a request. The others (User-Agent, Accept, Connection, Host and the
# length) are each program's own.
OUR_HEADERS = ('x-collection', 'x-level', 'x-folder', 'x-off', 'x-own', 'x-key', 'content-type', 'authorization')

# By target: headers that are Bruno's own, and why.
BRUNO_HEADERS = {
    # Text goes out as UTF-8 from both. Bruno leaves it to the receiver to know.
    '/body/Text': {'content-type': ('text/plain;charset=UTF-8', 'text/plain')},
}

# The collection signs in with a browser, which Bruno's command line cannot: it sends without a token.
# Here nothing is sent before somebody signed in.
SIGNED = 'Signed'

# Of requests called "Status/0: …" and, later, "Renamed: …".
STATUSES = ['Renamed- 5xx.yml', 'Status-0- -x-.yml', 'Status-1- -x-.yml', 'Status-2- -x-.yml', 'folder.yml']


def without_boundary(headers, body):
    """Each program makes up its own."""
    kind, found, boundary = headers.get('content-type', '').partition('boundary=')
    if not found:
        return headers, body
    return {**headers, 'content-type': kind + found}, body.replace(boundary, 'BOUNDARY')


class Recorder(http.server.BaseHTTPRequestHandler):
    """Answers by path, and remembers what it was asked."""
    protocol_version = 'HTTP/1.1'

    def answer(self):
        length = int(self.headers.get('Content-Length') or 0)
        body = self.rfile.read(length).decode()
        headers = {name.lower(): value for name, value in self.headers.items() if name.lower() in OUR_HEADERS}
        headers, body = without_boundary(headers, body)
        self.server.seen.append({'method': self.command, 'target': self.path, 'headers': headers, 'body': body})
        status = int(self.path.rsplit('/', 1)[1]) if self.path.startswith('/status/') else 200
        reply = b'' if status == 204 else json.dumps({'you': self.path, 'said': body}).encode()
        self.send_response(status)
        if status != 204:
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def log_message(self, *words):
        pass


class Place:
    """A server, a home and the folder, all of its own."""

    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix='rehearsal-bruno-'))
        self.folder = self.home / 'collection'
        self.folder.mkdir()
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Recorder)
        self.server.seen = []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.env = {**os.environ, 'HOME': str(self.home), 'XDG_CONFIG_HOME': str(self.home / 'config'),
                    'XDG_DATA_HOME': str(self.home / 'data'), 'XDG_STATE_HOME': str(self.home / 'state')}

    def run(self, *command, **options):
        done = subprocess.run([str(word) for word in command], env=self.env, capture_output=True, text=True, **options)
        return done.returncode, done.stdout, done.stderr

    def write(self):
        code, _, problem = self.run(PEER, 'write', self.folder, f'http://127.0.0.1:{self.server.server_port}')
        assert code == 0, problem

    def seen(self):
        found, self.server.seen = self.server.seen, []
        return found

    def send_with_ours(self):
        code, text, problem = self.run(PEER, 'send', self.folder, 'Local')
        assert code == 0, problem
        return json.loads(text), self.seen()

    def send_with_bruno(self):
        report = self.home / 'report.json'
        # It says 1 where a request met an error status; the report has to be there all the same.
        code, text, problem = self.run('node', BRUNO, 'run', '-r', '--env', 'Local', '--sandbox=developer',
                                       '--output', report, cwd=self.folder)
        assert report.exists(), (code, text, problem)
        return json.loads(report.read_text())[0]['results'], self.seen()

    def close(self):
        self.server.shutdown()
        shutil.rmtree(self.home)


def by_target(seen):
    found = {(each['method'], each['target']): each for each in seen}
    assert len(found) == len(seen), seen
    return found


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob('*')) if path.is_file()}


def parsed(body):
    try:
        return json.loads(body)
    except (TypeError, ValueError):
        return body or ''


def same_requests(place):
    _, ours = place.send_with_ours()
    _, theirs = place.send_with_bruno()
    ours, theirs = by_target(ours), by_target(theirs)
    signed = theirs.pop(('GET', '/signed'))
    assert 'authorization' not in signed['headers'], signed
    assert ours.keys() == theirs.keys(), (ours.keys() ^ theirs.keys())
    assert len(ours) == 19, ours
    for key, request in ours.items():
        for name, (mine, other) in BRUNO_HEADERS.get(key[1], {}).items():
            assert request['headers'].pop(name) == mine and theirs[key]['headers'].pop(name) == other
        assert request == theirs[key], f'\n{request}\n{theirs[key]}'


def same_answers(place):
    ours, _ = place.send_with_ours()
    theirs, _ = place.send_with_bruno()
    theirs = {each['name']: each for each in theirs}
    names = [each['name'] for each in ours]
    assert sorted(names) == sorted(theirs), (names, list(theirs))
    for each in ours:
        if each['name'] == SIGNED:
            assert each['error'] == 'rh_sender_error', each
            continue
        response = theirs[each['name']]['response']
        assert each['status'] == response['status'], (each, response)
        assert parsed(each['body']) == parsed(response['data']), (each, response)


def same_order(place):
    _, ours = place.send_with_ours()
    _, theirs = place.send_with_bruno()
    targets = [each['target'] for each in theirs if each['target'] != '/signed']
    assert [each['target'] for each in ours] == targets, (ours, targets)


def nothing_is_written(place):
    before = files(place.folder)
    place.send_with_ours()
    place.send_with_bruno()
    assert files(place.folder) == before


def what_is_written(place):
    assert sorted(files(place.folder / 'Statuses')) == STATUSES, files(place.folder / 'Statuses')
    assert 'auth: inherit' in (place.folder / 'Levels/Inner/folder.yml').read_text()
    assert 'client_secret' in (place.folder / 'environments/Local.yml').read_text()
    assert 'cookies: false' in (place.folder / 'Settings/Settings.yml').read_text()
    assert 'http1: false' in (place.folder / 'Settings/folder.yml').read_text()
    assert 'authorizationUrl' in (place.folder / 'opencollection.yml').read_text()


def run(*tests):
    print(f'1..{len(tests)}')
    failed = 0
    for number, test in enumerate(tests, 1):
        place = Place()
        try:
            place.write()
            test(place)
            print(f'ok {number} {test.__name__.replace("_", "-")}', flush=True)
        except Exception as error:  # any failure is a failure of this test alone
            failed += 1
            print(f'not ok {number} {test.__name__.replace("_", "-")}\n# {error!r}', flush=True)
        place.close()
    sys.exit(1 if failed else 0)


run(same_requests, same_answers, same_order, nothing_is_written, what_is_written)
