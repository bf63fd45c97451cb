"""A small driver of headless Chromium over its debugging protocol."""

import base64
import contextlib
import itertools
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-allow-origins=*",
    "--remote-debugging-port=0",
]
WAIT_SECONDS = 60


class Page:
    """One browser tab: open addresses, evaluate JavaScript, take pictures."""

    def __init__(self, socket):
        self.socket, self.ids = socket, itertools.count(1)
        self.errors = []
        for domain in ("Page", "Runtime", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method, **parameters):
        """Send one command and return its result; notes console errors on the way."""
        number = next(self.ids)
        message = {"id": number, "method": method, "params": parameters}
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.recv())
            self._note_error(answer)
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(answer["error"]["message"])
                return answer["result"]

    def _note_error(self, event):
        if event.get("method") == "Runtime.exceptionThrown":
            self.errors.append(event["params"]["exceptionDetails"].get("text"))
        if event.get("method") == "Runtime.consoleAPICalled":
            parameters = event["params"]
            if parameters["type"] == "error":
                self.errors.append(str(parameters["args"][0].get("value")))

    def evaluate(self, expression):
        """Return the value of a JavaScript expression; waits for promises."""
        result = self.send(
            "Runtime.evaluate",
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
        )
        return result["result"].get("value")

    def resize(self, width, height):
        """Show the page at a size in CSS pixels; below 768 as a phone."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 768,
        )

    def open(self, address, selector):
        """Open ``address`` and wait until ``selector`` is there."""
        self.send("Page.navigate", url=address)
        self.wait(selector)

    def wait(self, selector):
        """Wait until an element matches ``selector``."""
        deadline = time.monotonic() + WAIT_SECONDS
        while not self.evaluate(f"!!document.querySelector({json.dumps(selector)})"):
            if time.monotonic() > deadline:
                found = "".join(f"\n{error}" for error in self.errors)
                raise RuntimeError(f"{selector} did not appear{found}")
            time.sleep(0.1)

    def scan(self, code):
        """Type a code and Enter, as a scanner that is a keyboard does."""
        for key in code:
            self.send("Input.dispatchKeyEvent", type="keyDown", key=key, text=key)
            self.send("Input.dispatchKeyEvent", type="keyUp", key=key)
        self.send("Input.dispatchKeyEvent", type="rawKeyDown", key="Enter")
        self.send("Input.dispatchKeyEvent", type="keyUp", key="Enter")

    def picture(self, path):
        """Write what is visible as PNG."""
        data = self.send("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))


@contextlib.contextmanager
def page(executable):
    """Start ``executable`` with an empty profile and give one ``Page``."""
    import websocket  # noqa: PLC0415 - a package of the virtual environment

    profile = tempfile.mkdtemp(prefix="inv-chromium-")
    command = [executable, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        port = _read_port(process)
        listing = f"http://127.0.0.1:{port}/json/list"
        with urllib.request.urlopen(listing) as answer:
            tabs = json.load(answer)
        address = next(tab for tab in tabs if tab["type"] == "page")
        socket = websocket.create_connection(
            address["webSocketDebuggerUrl"], timeout=WAIT_SECONDS, suppress_origin=True
        )
        yield Page(socket)
        socket.close()
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(profile, ignore_errors=True)


def _read_port(process):
    for line in process.stderr:
        if "DevTools listening on" in line:
            return line.split("127.0.0.1:")[1].split("/")[0]
    raise RuntimeError("Chromium did not start")
