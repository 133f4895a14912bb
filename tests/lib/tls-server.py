# SPDX-License-Identifier: GPL-3.0-or-later
"""A TLS server that resumes sessions, which GLib's own does not.

Arguments: a PEM file with certificate and key; an authority, if clients have to show a certificate
of it. Prints its port, then one line for each connection
that ended: how many bytes came through TLS. Ends with its standard input.
"""

import os
import socket
import ssl
import sys
import threading



def watch_parent():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=watch_parent, daemon=True).start()
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1])
if len(sys.argv) > 2:
    context.load_verify_locations(sys.argv[2])
    context.verify_mode = ssl.CERT_REQUIRED
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)

while True:
    plain, _ = listener.accept()
    received = b""
    try:
        with context.wrap_socket(plain, server_side=True) as connection:
            while not received.endswith(b"\r\n\r\n"):
                data = connection.recv(65536)
                if not data:
                    break
                received += data
            if received:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
    except OSError:
        pass
    print(len(received), flush=True)
