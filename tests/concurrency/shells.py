"""Real Odoo processes for tests: started by a server that has imported everything."""

import json
import os
import pathlib
import select
import signal
import socket
import subprocess
import time

import pytest
from environment import odoo, paths

SERVER = pathlib.Path(__file__).with_name("shell_server.py")


class ShellProcess:
    """One process: like ``subprocess.Popen``, as far as tests need it."""

    def __init__(self, pid, output, errors):
        self.pid = pid
        self.output = output
        self.errors_file = errors
        self.rest = b""

    def send_signal(self, number):
        os.kill(self.pid, number)

    def kill(self):
        self.send_signal(signal.SIGKILL)

    def read_lines(self, timeout):
        """Yield lines of the output until the process ends.

        Raises
        ------
        TimeoutError
            When the process says nothing new for too long.
        """
        deadline = time.monotonic() + timeout
        while True:
            line, found, rest = self.rest.partition(b"\n")
            if found:
                self.rest = rest
                yield line.decode()
                continue
            left = max(0, deadline - time.monotonic())
            if not select.select([self.output], [], [], left)[0]:
                raise TimeoutError(f"nothing after {timeout} s; {self.errors}")
            more = os.read(self.output, 65536)
            if not more:
                os.close(self.output)
                return
            self.rest += more

    def communicate(self, timeout=300):
        """Wait for the end; return output and errors."""
        return "\n".join(self.read_lines(timeout)), self.errors

    def wait(self, timeout=60):
        """Wait for the end: its output closes then."""
        self.communicate(timeout)

    @property
    def errors(self):
        size = os.fstat(self.errors_file).st_size
        return os.pread(self.errors_file, size, 0).decode()


class ShellServer:
    """Forks processes that run scripts as ``odoo shell`` does."""

    def __init__(self):
        self.connection, theirs = socket.socketpair(
            socket.AF_UNIX, socket.SOCK_SEQPACKET
        )
        # ``odoo.command`` begins with the interpreter, "-m odoo" and the subcommand.
        command = odoo.command("shell", "--no-http", "--log-level=error")
        interpreter, arguments = command[0], command[command.index("shell") + 1 :]
        names = ",".join(paths.addon_names())
        own = [SERVER, "--socket", theirs.fileno(), "--modules", names]
        self.process = subprocess.Popen(
            [str(part) for part in (interpreter, *own, *arguments)],
            env=odoo.environment(),
            cwd=paths.HOME,
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        assert self.connection.recv(16) == b"ready", (
            "the server of shells did not start"
        )

    def start(self, database, code):
        """Run ``code`` on a database in a process of its own; return the process."""
        script, errors = os.memfd_create("script"), os.memfd_create("errors")
        os.write(script, code.encode())
        os.lseek(script, 0, os.SEEK_SET)
        reader, writer = os.pipe()
        message = json.dumps({"database": database}).encode()
        socket.send_fds(self.connection, [message], [script, writer, errors])
        answer = json.loads(self.connection.recv(65536))
        os.close(script)
        os.close(writer)
        return ShellProcess(answer["pid"], reader, errors)

    def stop(self):
        self.connection.close()
        self.process.wait(timeout=30)


class Shell:
    """Runs code in processes on one database."""

    def __init__(self, server, name, prelude):
        self.server = server
        self.name = name
        self.prelude = prelude

    def start(self, code):
        """Start ``code`` in a process of its own and return the process."""
        return self.server.start(self.name, self.prelude + code)

    def wait_for(self, process, text, timeout=300):
        """Read output until a line holds ``text``."""
        for line in process.read_lines(timeout):
            if text in line:
                return line
        pytest.fail(process.errors[-3000:])

    def finish(self, process, timeout=300):
        """Wait for the end of a process; return what it answered."""
        output, errors = process.communicate(timeout)
        for line in output.splitlines():
            if line.startswith("ANSWER "):
                return json.loads(line.removeprefix("ANSWER "))
        pytest.fail(errors[-3000:])

    def run(self, code):
        """Run ``code`` to its end; return what it answered."""
        return self.finish(self.start(code))
