"""Start Odoo once and fork a shell for each script: a second instead of five.

Run as a program by ``shells.ShellServer``; it imports Odoo and the addons, connects to
no database, and then forks a process for each request on its socket. That process does
what ``odoo shell`` does, with a registry, connections and a transaction of its own.
"""

import argparse
import json
import os
import random
import signal
import socket
import sys
import traceback

from odoo.cli.shell import Shell
from odoo.modules.module import Manifest, load_openerp_module
from odoo.tools import config


def serve(connection):
    """Answer requests until the other side hangs up."""
    # Nobody waits for the children: what they have to say comes by their output.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(connection, 65536, 3)
        if not message:
            return
        pid = os.fork()
        if not pid:
            connection.close()
            become_shell(json.loads(message)["database"], descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        connection.send(json.dumps({"pid": pid}).encode())


def become_shell(name, descriptors):
    """Run the script that standard input holds on a database, and end the process."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for target, descriptor in enumerate(descriptors):
        os.dup2(descriptor, target)
        os.close(descriptor)
    # Children of one process would draw the same numbers.
    random.seed()
    status = 0
    try:
        config["db_name"] = [name]
        Shell().shell(name)
    except BaseException:  # noqa: BLE001 - whatever ends the script belongs to its output
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def get_modules(names):
    """Return modules and all that they depend on, those first."""
    found = {}
    for name in names:
        manifest = Manifest.for_addon(name)
        found.update(dict.fromkeys(get_modules(manifest["depends"])))
        found[name] = None
    return list(found)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--socket", type=int, required=True)
    parser.add_argument("--modules", required=True)
    options, arguments = parser.parse_known_args()
    Shell().init(arguments)
    for name in get_modules(options.modules.split(",")):
        load_openerp_module(name)
    connection = socket.socket(fileno=options.socket)
    connection.send(b"ready")
    serve(connection)


main()
