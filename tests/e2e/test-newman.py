#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Collections of Postman's, sent by its own command line and by us: the same bytes.

Each request goes to a server here that records it: method, target, header fields and body. Its scheme, host
and port are replaced by the server's, with a number of its own in front of the path, and scripts are taken
out: they are never run here. What each program does in its own way stands below with the reason, and
everything else must be equal. Collections of others are skipped where they are not.

Two that are not compared: a path parameter without a value, which is sent as its name there and is asked for
here, gets one; and examples of the format that are older than it and have bodies in other shapes, which its
own command line does not read.
"""
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
PEER = os.environ['RH_TEST_PEER']
WRITER = os.environ['RH_TEST_WRITER']
CORPORA = pathlib.Path(os.environ.get('RH_TEST_CORPORA', '/nowhere')) / 'postman'

COLLECTIONS = [
    'adyen/postman/BalancePlatformService-v2.json',
    'adyen/postman/CheckoutService-v72.json',
    'adyen/postman/LegalEntityService-v4.json',
    'adyen/postman/TransferService-v4.json',
    'examples/v2.1.0/github.json',
    'examples/v2.1.0/helpers.json',
    'examples/v2.1.0/httpMethods.json',
    'examples/v2.1.0/nestedEntities.json',
    'examples/v2.1.0/reqBodyGraphQL.json',
    'examples/v2.1.0/twitter.json',
]

# Of each program's own: who it is, what it can read, and whether it stays.
OWN_HEADERS = {'user-agent', 'accept', 'accept-encoding', 'cache-control', 'postman-token', 'connection'}

# Kept and not sent here: a request with such an auth is not sent without it either.
KEPT_AUTHS = {'oauth1', 'oauth2', 'hawk', 'awsv4', 'ntlm', 'edgegrid'}

UUID = re.compile(rb'[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}')


class Recorder(http.server.BaseHTTPRequestHandler):
    """Answers everything, and remembers it by the number in the target."""
    protocol_version = 'HTTP/1.1'

    def handle_one_request(self):
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        length = self.headers.get('Content-Length')
        body = self.rfile.read(int(length or 0))
        headers = {name.lower(): value for name, value in self.headers.items() if name.lower() not in OWN_HEADERS}
        found = re.match(r'/r(\d+)', self.path)
        self.server.seen.setdefault(int(found[1]), []).append(
            {'method': self.command, 'target': self.path, 'headers': headers, 'body': body})
        self.send_response(200)
        self.send_header('Content-Length', '0')
        self.end_headers()

    def log_message(self, *words):
        pass


class Rewriting:
    """Collections whose requests go to the server, each with a number of its own."""

    def __init__(self, port):
        self.port = port
        self.requests = []

    def url(self, url):
        if not isinstance(url, dict):
            path, _, query = re.sub(r'^([a-z]+://)?[^/?#]*', '', url or '').partition('?')
            url = {'path': path.lstrip('/').split('/') if path else []}
            if query:
                url['query'] = [dict(zip(('key', 'value'), row.partition('=')[::2])) for row in query.split('&')]
        path = url.get('path') or []
        if isinstance(path, str):
            path = path.lstrip('/').split('/')
        values = {row['key']: row for row in url.get('variable') or [] if row.get('key')}
        for segment in path:
            if isinstance(segment, str) and re.fullmatch(':[A-Za-z_]+', segment):
                row = values.setdefault(segment[1:], {'key': segment[1:]})
                row['value'] = row.get('value') or 'value'
        return {**url, 'protocol': 'http', 'host': ['127', '0', '0', '1'], 'port': str(self.port),
                'path': [f'r{len(self.requests)}'] + path, 'variable': list(values.values())}

    def request(self, item, auth):
        item.pop('response', None)
        request = item['request']
        if not isinstance(request, dict):
            request = {'url': request, 'method': 'GET'}
        request['url'] = self.url(request.get('url'))
        item['request'] = request
        kind = (request.get('auth') or auth or {}).get('type')
        self.requests.append({'name': item.get('name'), 'auth': kind, 'mode': (request.get('body') or {}).get('mode')})

    def items(self, items, auth):
        for item in items:
            item.pop('event', None)
            if 'item' in item:
                self.items(item['item'], item.get('auth') or auth)
            elif 'request' in item:
                self.request(item, auth)

    def write(self, source, target):
        collection = json.loads(source.read_text(encoding='utf-8-sig'))
        collection.pop('event', None)
        self.items(collection['item'], collection.get('auth'))
        target.write_text(json.dumps(collection))


class Place:
    """A server and a home of its own."""

    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix='rehearsal-newman-'))
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Recorder)
        self.server.seen = {}
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.rewriting = Rewriting(self.server.server_port)
        self.env = {**os.environ, 'HOME': str(self.home), 'XDG_CONFIG_HOME': str(self.home / 'config'),
                    'XDG_DATA_HOME': str(self.home / 'data'), 'XDG_STATE_HOME': str(self.home / 'state')}

    def run(self, *command):
        done = subprocess.run([str(word) for word in command], env=self.env, capture_output=True, text=True, cwd=HERE)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def seen(self):
        found, self.server.seen = self.server.seen, {}
        return found

    def send(self, files):
        """By number: what we sent, what they sent, and why we did not."""
        lines = [line.split('\t') for line in self.run(PEER, 'send', *files).splitlines()]
        refused = {int(re.search(r'/r(\d+)', url)[1]): why for url, why in lines}
        ours = self.seen()
        self.run('node', 'newman.mjs', *files)
        return ours, self.seen(), refused

    def close(self):
        self.server.shutdown()
        shutil.rmtree(self.home)


def plain(request, mode):
    """Without what each program does in its own way."""
    headers, body = dict(request['headers']), request['body']
    # What no body needs: RFC 9110 8.6 leaves it open where a method has none.
    length = headers.pop('content-length', None)
    assert int(length or 0) == len(body), request
    # Of parts each program makes up what stands between them.
    kind = headers.get('content-type', '')
    boundary = re.search('boundary="?([^";]+)', kind)
    if boundary is not None:
        body = body.replace(boundary[1].encode(), b'BOUNDARY')
        headers['content-type'] = kind.split('boundary=')[0]
    # Text goes out as UTF-8 from both. Postman leaves it to the receiver to know.
    if kind == 'text/plain;charset=UTF-8':
        headers['content-type'] = 'text/plain'
    # A space of a form is "+" in a browser's and here, and percent-encoded there; a server reads both.
    if kind == 'application/x-www-form-urlencoded':
        body = body.replace(b'+', b'%20')
    # The same query in a JSON body, which is laid out here.
    if mode == 'graphql':
        body = json.loads(body)
    else:
        body = UUID.sub(b'UUID', body)  # {{$guid}}: each time another
    # Postman answers a challenge of long ago that stands in the file. Here a server asks first.
    if headers.get('authorization', '').startswith('Digest '):
        del headers['authorization']
    return {**request, 'headers': headers, 'body': body}


def has_braces(request):
    """A variable that nobody defines is sent as it is typed there, and here nothing is sent."""
    text = repr(request)
    return '{{' in text or '%7B%7B' in text or 'Basic e3t' in text


def compare(place, files, skip=()):
    """How many were equal, and how many were refused here for a reason."""
    ours, theirs, refused = place.send(files)
    equal = 0
    for number, request in enumerate(place.rewriting.requests):
        if request['name'] in skip:
            continue
        if number in refused:
            why = refused[number]
            assert number not in ours, request
            assert (why == 'rh_template_error' and all(has_braces(each) for each in theirs[number])
                    or why == 'rh_sender_error' and request['auth'] in KEPT_AUTHS), (why, request, theirs[number])
            continue
        mine = [plain(each, request['mode']) for each in ours[number]]
        other = [plain(each, request['mode']) for each in theirs[number]]
        assert mine == other, f'{request}\n{mine}\n{other}'
        equal += 1
    return equal, len(refused)


def others(place):
    if not CORPORA.is_dir():
        return 'no collections of others here'
    files = []
    for name in COLLECTIONS:
        files.append(place.home / f'{len(files)}.json')
        place.rewriting.write(CORPORA / name, files[-1])
    equal, refused = compare(place, files)
    assert equal > 240 and refused < 40, (equal, refused)
    return None


def ours(place):
    """One of ours, exported: every kind of body, auth and row."""
    folder, file = place.home / 'ours', place.home / 'ours.json'
    folder.mkdir()
    place.run(WRITER, 'write', folder, 'http://127.0.0.1:1')
    place.run(PEER, 'write', folder, file)
    place.rewriting.write(file, file)
    # Postman has variables of folders in the file and does not look for them there; nor of requests.
    levels = ['Of Folder', 'Of Inner', 'Of Request']
    equal, refused = compare(place, [file], levels)
    assert (equal, refused) == (16, 1), (equal, refused)


def run(*tests):
    print(f'1..{len(tests)}')
    failed = 0
    for number, test in enumerate(tests, 1):
        place = Place()
        name = test.__name__.replace('_', '-')
        try:
            skipped = test(place)
            print(f'ok {number} {name}' + (f' # SKIP {skipped}' if skipped else ''), flush=True)
        except Exception as error:  # any failure is a failure of this test alone
            failed += 1
            detail = repr(error).replace('\n', '\n# ')
            print(f'not ok {number} {name}\n# {detail}', flush=True)
        place.close()
    sys.exit(1 if failed else 0)


run(others, ours)
