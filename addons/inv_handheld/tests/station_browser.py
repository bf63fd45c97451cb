"""Drives the station in Chromium as a person with a scanner does."""

import contextlib
import json
import time
from unittest.mock import patch
from urllib.parse import urljoin

from odoo import http
from odoo.tests.common import ChromeBrowser

PATIENCE = 30


class StationBrowser:
    """``with StationBrowser(case, login) as station`` … scan, press, read.

    ``cut_network()`` lets every request fail as while a server is restarted: the page
    itself then comes from the service worker.
    """

    def __init__(self, case, login):
        self.case, self.login = case, login

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.browser = ChromeBrowser(self.case)
            stack.callback(self.case._wait_remaining_requests)
            stack.callback(self.browser.stop)
            stack.enter_context(self.case.allow_requests(browser=self.browser))
            self.case.authenticate(self.login, self.login, browser=self.browser)
            self.case.cr.flush()
            self.case.cr.clear()
            self.stack = stack.pop_all()
        self.open()
        return self

    def __exit__(self, *error):
        self.stack.close()
        return False

    def open(self, path="/scan"):
        """Load the station; also how a closed browser starts again."""
        url = urljoin(self.case.base_url(), path)
        self.browser.navigate_to(url, wait_stop=True)
        self.wait(".o_scan_frame")

    def evaluate(self, code):
        answer = self.browser._websocket_request(
            "Runtime.evaluate",
            params={
                "expression": code,
                "awaitPromise": True,
                "returnByValue": True,
            },
            timeout=PATIENCE,
        )
        if "exceptionDetails" in answer:
            self.case.fail(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def until(self, code, message):
        """Wait until ``code`` is true in the page."""
        end = time.monotonic() + PATIENCE
        while not self.evaluate(code):
            if time.monotonic() > end:
                text = self.evaluate("document.body.innerText")
                self.case.fail(f"{message} never came. The page says:\n{text}")
            time.sleep(0.05)

    def wait(self, selector, text=""):
        """Wait for an element that shows ``text``."""
        found = f"[...document.querySelectorAll({json.dumps(selector)})]"
        condition = f"{found}.some(el => el.innerText.includes({json.dumps(text)}))"
        self.until(condition, f"{selector} with {text!r}")

    def text(self, selector):
        return self.evaluate(
            f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"
        )

    def press(self, selector, text=""):
        """Press a button, which must be large enough for a glove."""
        self.wait(selector, text)
        box = self.evaluate(
            "(() => {"
            f"const el = [...document.querySelectorAll({json.dumps(selector)})]"
            f".find(el => el.innerText.includes({json.dumps(text)}));"
            "const box = el.getBoundingClientRect(); el.click();"
            "return [box.width, box.height]; })()"
        )
        self.case.assertGreaterEqual(min(box), 56, selector)

    def scan(self, code):
        """Send a code as a keyboard wedge does: keys, then Enter."""
        for key in code:
            for kind in ("keyDown", "keyUp"):
                parameters = {"type": kind, "key": key}
                if kind == "keyDown":
                    parameters["text"] = key
                self.browser._websocket_send(
                    "Input.dispatchKeyEvent", params=parameters
                )
        for kind in ("rawKeyDown", "keyUp"):
            self.browser._websocket_request(
                "Input.dispatchKeyEvent", params={"type": kind, "key": "Enter"}
            )

    @contextlib.contextmanager
    def cut_network(self):
        """Let every request fail with what a proxy says for a server that is away."""

        def unavailable(_application, _environment, start_response):
            start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
            return [b"The server is away."]

        with patch.object(type(http.root), "__call__", unavailable):
            yield
