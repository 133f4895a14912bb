# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts a server that is not ours, on a free port of 127.0.0.1, in a folder of its own.

Arguments: nginx, nghttpd, tinyproxy, stunnel, microsocks, microsocks-open or httpbin; a folder that exists; a PEM file with certificate and
key. Prints the port when the server accepts connections, for nginx a second one that speaks TLS and
asks for a client certificate. Ends with its standard input, and the server with it.

In the folder are then client.pem, client.key and client.p12 (pass phrase "of-a-client") for nginx,
output with what nghttpd received, and proxy.log for tinyproxy, which wants user "me" and password "of-a-proxy"; so does microsocks, but
for microsocks-open. stunnel speaks TLS with the certificate, and has a tinyproxy behind it.
"""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time

KIND = sys.argv[1]
FOLDER = pathlib.Path(sys.argv[2])
PEM = sys.argv[3]
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/usr/bin"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write(name, text):
    path = FOLDER / name
    path.write_text(text)
    return str(path)


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], cwd=FOLDER, check=True, capture_output=True)


def make_client_certificate():
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=rehearsal-client", "-keyout", "client.key", "-out", "client.pem")
    openssl("pkcs12", "-export", "-in", "client.pem", "-inkey", "client.key", "-out", "client.p12",
            "-passout", "pass:of-a-client")


def nginx(port):
    tls_port = free_port()
    make_client_certificate()
    (FOLDER / "www").mkdir()
    write("www/small.json", '{"hello":"world"}\n')
    write("www/large.txt", "0123456789abcde\n" * 65536)
    config = write("nginx.conf", f"""
daemon off; master_process off; pid {FOLDER}/pid; error_log {FOLDER}/error.log; worker_processes 1;
events {{ worker_connections 256; }}
http {{
  access_log off; default_type text/plain; keepalive_requests 100000;
  client_body_temp_path {FOLDER}/a; proxy_temp_path {FOLDER}/b; fastcgi_temp_path {FOLDER}/c;
  uwsgi_temp_path {FOLDER}/d; scgi_temp_path {FOLDER}/e;
  server {{
    listen 127.0.0.1:{port}; root {FOLDER}/www;
    location /chunked {{ alias {FOLDER}/www/large.txt; gzip on; gzip_types text/plain; }}
    location /connection {{ return 200 "$connection $connection_requests"; }}
  }}
  server {{
    listen 127.0.0.1:{tls_port} ssl; http2 on; ssl_certificate {PEM}; ssl_certificate_key {PEM};
    ssl_client_certificate {FOLDER}/client.pem; ssl_verify_client optional;
    location / {{ return 200 "$ssl_client_verify $ssl_client_s_dn $server_protocol"; }}
  }}
}}
""")
    return [["nginx", "-e", f"{FOLDER}/error.log", "-p", str(FOLDER), "-c", config]], [port, tls_port]


def nghttpd(port):
    write("index.html", "hello\n")
    write("large.txt", "0123456789abcde\n" * 1048576)
    options = ["--verbose", "--echo-upload", "--trailer=x-trailer: at the end", "--address=127.0.0.1"]
    return [["nghttpd", *options, "-d", str(FOLDER), str(port), PEM, PEM]], [port]


def tinyproxy(port):
    config = write("tinyproxy.conf", f"""
Port {port}
Listen 127.0.0.1
Timeout 60
LogFile "{FOLDER}/proxy.log"
LogLevel Connect
BasicAuth me of-a-proxy
""")
    return [["tinyproxy", "-d", "-c", config]], [port]


def stunnel(port):
    behind = free_port()
    config = write("stunnel.conf", f"""
foreground = yes
pid =
[proxy]
accept = 127.0.0.1:{port}
connect = 127.0.0.1:{behind}
cert = {PEM}
""")
    return [*tinyproxy(behind)[0], ["stunnel4", config]], [port, behind]


def microsocks_open(port, *options):
    return [["microsocks", "-i", "127.0.0.1", "-p", str(port), *options]], [port]


def microsocks(port):
    return microsocks_open(port, "-u", "me", "-P", "of-a-proxy")


def httpbin(port):
    return [[sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads",
             "4", "--keep-alive", "5", "--log-level", "warning", "httpbin:app"]], [port]


def accepts(port):
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until_accepting(servers):
    deadline = time.monotonic() + 20
    while not all(map(accepts, ports)):
        if any(server.poll() is not None for server in servers) or time.monotonic() > deadline:
            sys.exit((FOLDER / "output").read_text())
        time.sleep(0.02)


def end(server):
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(5)
    except subprocess.TimeoutExpired:
        server.kill()


KINDS = {"nginx": nginx, "nghttpd": nghttpd, "tinyproxy": tinyproxy, "stunnel": stunnel, "httpbin": httpbin,
         "microsocks": microsocks, "microsocks-open": microsocks_open}
commands, ports = KINDS[KIND](free_port())
programs = [shutil.which(command[0], path=PATH) for command in commands]
if None in programs:
    print("missing", flush=True)
    sys.exit(0)

servers = []
try:
    with open(FOLDER / "output", "w") as output:
        for program, command in zip(programs, commands):
            servers.append(subprocess.Popen([program, *command[1:]], cwd=FOLDER, stdin=subprocess.DEVNULL,
                                            stdout=output, stderr=output))
    wait_until_accepting(servers)
    for port in ports:
        print(port, flush=True)
    sys.stdin.read()
finally:
    for server in servers:
        end(server)
