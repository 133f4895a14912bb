# SPDX-License-Identifier: GPL-3.0-or-later
"""An HTTP/2 server over TLS that behaves as it is told, once for each connection.

Arguments: a PEM file with certificate and key, and what to do (see ANSWERS). Prints its port, then one line for each
thing a client did: "request", "data N" for all of a body, "reset CODE", "goaway CODE", "closed". Ends with its
standard input.
"""

import itertools
import os
import socket
import ssl
import struct
import sys
import threading
import zlib

DATA, HEADERS, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = 0, 1, 3, 4, 5, 6, 7, 8, 9
END_STREAM, ACK, END_HEADERS = 1, 1, 4
NO_ERROR, INTERNAL_ERROR, REFUSED_STREAM, CALM, HTTP_1_1_REQUIRED = 0, 2, 7, 11, 13
PREFACE = b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
MEGABYTE = 1 << 20
say = threading.Lock()
count = itertools.count()


def tell(*words):
    with say:
        print(*words, flush=True)


def integer(number, bits, first=0):
    """RFC 7541 5.1."""
    limit = (1 << bits) - 1
    if number < limit:
        return bytes([first | number])
    number -= limit
    out = [first | limit]
    while number >= 128:
        out.append(number % 128 + 128)
        number //= 128
    return bytes(out + [number])


def fields(*pairs):
    """Each one a literal with a new name, never indexed, no Huffman (RFC 7541 6.2.3)."""
    return b''.join(b'\x10' + integer(len(name), 7) + name.encode() + integer(len(value), 7) + value.encode()
                    for name, value in pairs)


class Connection:
    def __init__(self, stream):
        self.stream = stream
        self.file = stream.makefile('rb')
        self.body = 0

    def frame(self, kind, payload=b'', flags=0, stream=1):
        self.stream.sendall(struct.pack('>I', len(payload))[1:] + struct.pack('>BBI', kind, flags, stream) + payload)

    def head(self, *pairs, status='200', end=False):
        self.frame(HEADERS, fields((':status', status), *pairs), END_HEADERS | (END_STREAM if end else 0))

    def data(self, data, end=False):
        self.frame(DATA, data, END_STREAM if end else 0)

    def reset(self, code):
        self.frame(RST_STREAM, struct.pack('>I', code))

    def goaway(self, last, code):
        self.frame(GOAWAY, struct.pack('>II', last, code), stream=0)

    def read(self):
        """The next frame's kind, and whether a request ends with it; what belongs to the connection is dealt with."""
        head = self.file.read(9)
        if len(head) < 9:
            raise EOFError
        length, kind, flags = int.from_bytes(head[:3]), head[3], head[4]
        payload = self.file.read(length)
        if kind == SETTINGS and not flags & ACK:
            self.frame(SETTINGS, flags=ACK, stream=0)
        elif kind == RST_STREAM:
            tell('reset', int.from_bytes(payload[:4]))
        elif kind == GOAWAY:
            tell('goaway', int.from_bytes(payload[4:8]))
        elif kind == DATA:
            self.body += length
            if length:
                self.frame(WINDOW_UPDATE, struct.pack('>I', length), stream=0)
                self.frame(WINDOW_UPDATE, struct.pack('>I', length))
        return kind, kind in (HEADERS, DATA) and bool(flags & END_STREAM)

    def request(self, whole=True):
        kind, end = self.read()
        while kind != HEADERS:
            kind, end = self.read()
        tell('request')
        while whole and not end:
            _, end = self.read()
        if whole and self.body:
            tell('data', self.body)

    def linger(self):
        while True:
            self.read()


def die(connection):
    """What was sent arrives, as it would not if anything unread were thrown away."""
    connection.stream.shutdown(socket.SHUT_WR)
    while connection.stream.recv(65536):
        pass
    raise EOFError


def answer(connection, *pairs, body=b'ok', status='200'):
    connection.head(*pairs, status=status)
    connection.data(body, end=True)


def packed(data):
    packer = zlib.compressobj(9, wbits=31)
    return packer.compress(data) + packer.flush()


def ok(c):
    c.request()
    answer(c, ('content-length', '2'), ('x-one', 'a'), ('set-cookie', 'a=1'), ('x-one', 'b'))


def empty(c):
    c.request()
    c.head(status='204', end=True)


def trailers(c):
    c.request()
    c.head()
    c.data(b'ok')
    c.frame(HEADERS, fields(('grpc-status', '0')), END_HEADERS | END_STREAM)


def interim(c):
    c.request()
    c.head(('link', '</a>'), status='103')
    answer(c)


def interim_for_ever(c):
    c.request()
    while True:
        c.head(status='103')


def reset_head(c):
    c.request()
    c.reset(INTERNAL_ERROR)


def reset_body(c):
    c.request()
    c.head(('content-length', '10'))
    c.data(b'half')
    c.reset(INTERNAL_ERROR)


def refused(c):
    c.request()
    c.reset(REFUSED_STREAM)


def wants_http1(c):
    c.request()
    c.reset(HTTP_1_1_REQUIRED)


def goes_away(c):
    c.request()
    c.goaway(0, NO_ERROR)


def goes_away_calm(c):
    c.request()
    c.goaway(0, CALM)


def goes_away_politely(c):
    c.request()
    c.goaway(1, NO_ERROR)
    answer(c)


def dies_in_head(c):
    c.request()
    die(c)


def dies_in_body(c):
    c.request()
    c.head()
    c.data(b'half')
    die(c)


def dies_in_upload(c):
    c.request(whole=False)
    c.read()
    die(c)


def answers_upload_early(c):
    c.request(whole=False)
    answer(c, status='413', body=b'too large')
    c.reset(NO_ERROR)


def never_takes_upload(c):
    c.request(whole=False)
    while True:
        head = c.file.read(9)
        if len(head) < 9:
            raise EOFError
        c.file.read(int.from_bytes(head[:3]))


def short(c):
    c.request()
    answer(c, ('content-length', '10'))


def long(c):
    c.request()
    answer(c, ('content-length', '1'))


def large_head(c):
    c.request()
    c.frame(HEADERS, fields((':status', '200')))
    for number in range(20):
        c.frame(CONTINUATION, fields((f'x-{number}', 'x' * 16000)))
    c.frame(CONTINUATION, fields(('x-end', '')), END_HEADERS)
    c.data(b'ok', end=True)


def wrong_field(c):
    c.request()
    answer(c, ('X-Upper', 'a'))


def pushes(c):
    c.request()
    c.frame(PUSH_PROMISE, struct.pack('>I', 2) + fields((':method', 'GET')), END_HEADERS)


def not_http2(c):
    c.stream.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')


def silent(c):
    c.request()


def stalls(c):
    c.request()
    c.head()
    c.data(b'half')


def pings_for_ever(c):
    c.request()
    while True:
        c.frame(PING, bytes(8), stream=0)


def gzip(c):
    c.request()
    answer(c, ('content-encoding', 'GZip'), body=packed(b'ok'))


def gzip_cut(c):
    c.request()
    answer(c, ('content-encoding', 'gzip'), body=packed(b'ok' * 1000)[:-9])


def gzip_wrong(c):
    c.request()
    answer(c, ('content-encoding', 'gzip'), body=packed(b'ok' * 1000)[:20] + b'\xff' * 20)


def gzip_absent(c):
    c.request()
    answer(c, ('content-encoding', 'gzip'))


def deflate(c):
    c.request()
    answer(c, ('content-encoding', 'deflate'), body=zlib.compress(b'ok'))


def deflate_raw(c):
    c.request()
    answer(c, ('content-encoding', 'deflate'), body=zlib.compress(b'ok')[2:-4])


def coding_unknown(c):
    c.request()
    answer(c, ('content-encoding', 'br'))


def bomb(c):
    c.request()
    c.head(('content-encoding', 'gzip'))
    packer = zlib.compressobj(9, wbits=31)
    for _ in range(64):
        data = packer.compress(bytes(MEGABYTE))
        if data:
            c.data(data)
    c.data(packer.flush(), end=True)


def asks_once(c):
    c.request()
    if next(count) == 0:
        c.head(('www-authenticate', 'Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256'), status='401', end=True)
    else:
        answer(c)


def redirects(c):
    c.request()
    c.head(('location', '/there'), status='302', end=True)


DOINGS = {name: thing for name, thing in globals().items() if callable(thing) and getattr(thing, '__code__', None)
          and thing.__code__.co_varnames[:1] == ('c',)}


def serve(plain, context, do):
    try:
        with context.wrap_socket(plain, server_side=True) as stream:
            if stream.selected_alpn_protocol() != 'h2':
                head = stream.recv(65536)
                if not head:
                    return
                tell(head.decode().partition('\r\n')[0])
                stream.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok')
                return
            connection = Connection(stream)
            if connection.file.read(len(PREFACE)) != PREFACE:
                tell('nothing')
                return
            connection.frame(SETTINGS, stream=0)
            do(connection)
            connection.linger()
    except (OSError, EOFError):
        pass
    finally:
        tell('closed')


def watch_parent():
    sys.stdin.read()
    os._exit(0)


def main():
    threading.Thread(target=watch_parent, daemon=True).start()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1])
    context.set_alpn_protocols(['http/1.1'] if sys.argv[2] == 'http1' else ['h2', 'http/1.1'])
    do = DOINGS.get(sys.argv[2])
    listener = socket.create_server(('127.0.0.1', 0))
    tell(listener.getsockname()[1])
    while True:
        plain, _ = listener.accept()
        threading.Thread(target=serve, args=(plain, context, do), daemon=True).start()


main()
