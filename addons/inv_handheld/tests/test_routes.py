import io
import json
import re

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .test_photo import make_picture

KEY = "33333333-0000-4000-8000-00000000000"


@tagged("post_install", "-at_install")
class TestRoutes(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env,
            "inv_scan_http",
            groups="stock.group_stock_user",
            name="Very Private Name",
        )
        new_test_user(cls.env, "inv_scan_stranger", groups="base.group_user")

    def call(self, route, **parameters):
        body = {"jsonrpc": "2.0", "method": "call", "params": parameters}
        return self.url_open(route, json=body).json()

    def log_in(self, login="inv_scan_http"):
        self.authenticate(login, login)

    def test_page_needs_a_login(self):
        response = self.url_open("/scan", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login", response.headers["Location"])

    @mute_logger("odoo.http")
    def test_page_needs_the_group(self):
        self.log_in("inv_scan_stranger")
        self.assertEqual(self.url_open("/scan").status_code, 403)

    def test_shell_holds_no_data_and_no_secret(self):
        self.log_in()
        text = self.url_open("/scan").text
        self.assertIn("inv_handheld.assets_station", text)
        self.assertNotIn("Very Private Name", text)
        self.assertIn('csrf_token: ""', text)
        self.assertNotIn(str(self.session.sid), text)

    def test_bundle_is_small(self):
        self.log_in()
        text = self.url_open("/scan").text
        scripts = re.findall(r'src="(/web/assets/[^"]+\.js)"', text)
        self.assertEqual(len(scripts), 1)
        size = len(self.url_open(scripts[0]).content)
        self.assertLess(size, 500_000)

    def test_session_says_who_works_here(self):
        self.log_in()
        result = self.call("/scan/session")["result"]
        self.assertEqual(result["user"]["name"], "Very Private Name")
        self.assertTrue(result["csrf_token"])
        self.assertIn("lookup", [task["code"] for task in result["tasks"]])

    def test_events_are_answered(self):
        self.log_in()
        event = {"uuid": f"{KEY}1", "task": "lookup", "state": "scan", "scan": "NO"}
        for _turn in range(2):
            result = self.call("/scan/events", device="d", events=[event])["result"]
            self.assertEqual(result["answers"][0]["state"], "done")
        self.assertEqual(
            self.env["inv.scan.event"].search_count([("uuid", "=", f"{KEY}1")]), 1
        )

    @mute_logger("odoo.http")
    def test_events_without_a_session_are_refused_as_expired(self):
        error = self.call("/scan/events", device="d", events=[])["error"]
        self.assertEqual(error["code"], 100)

    def test_photo_is_uploaded_once(self):
        self.log_in()
        token = self.call("/scan/session")["result"]["csrf_token"]
        event = {"uuid": f"{KEY}2", "task": "lookup", "state": "scan", "scan": "NO"}
        self.call("/scan/events", device="d", events=[event])
        form = {"csrf_token": token, "event": f"{KEY}2", "key": f"{KEY}3"}
        answers = []
        for _turn in range(2):
            files = {"file": ("photo", io.BytesIO(make_picture()), "image/png")}
            response = self.url_open("/scan/photo", data=form, files=files)
            self.assertEqual(response.status_code, 200)
            answers.append(response.json())
        self.assertEqual(answers[0], answers[1])
        files = {"file": ("photo", io.BytesIO(b"<html>"), "image/png")}
        form["key"] = f"{KEY}4"
        response = self.url_open("/scan/photo", data=form, files=files)
        self.assertEqual(response.status_code, 422)
        self.assertIn("JPEG", response.json()["error"])

    @mute_logger("odoo.http")
    def test_photo_without_the_token_is_refused(self):
        self.log_in()
        files = {"file": ("photo", io.BytesIO(make_picture()), "image/png")}
        form = {"event": f"{KEY}2", "key": f"{KEY}3"}
        response = self.url_open("/scan/photo", data=form, files=files)
        self.assertEqual(response.status_code, 400)

    def test_worker_may_serve_the_page_of_the_station_only(self):
        response = self.url_open("/scan/service-worker.js")
        self.assertEqual(response.headers["Service-Worker-Allowed"], "/scan")
        self.assertIn("javascript", response.headers["Content-Type"])

    def test_station_can_be_installed(self):
        self.log_in()
        self.assertEqual(
            self.url_open("/scoped_app?app_id=inv_handheld&path=scan").status_code, 200
        )
        manifest = json.loads(
            self.url_open(
                "/web/manifest.scoped_app_manifest?app_id=inv_handheld&path=%2Fscan"
            ).text
        )
        self.assertEqual((manifest["scope"], manifest["start_url"]), ("/scan", "/scan"))
        self.assertEqual(manifest["name"], "Scan station")
        for icon in manifest["icons"]:
            self.assertEqual(self.url_open(icon["src"]).status_code, 200)
        other = self.url_open(
            "/web/manifest.scoped_app_manifest?app_id=stock&path=%2Fx"
        ).json()
        self.assertNotEqual(other["name"], "Scan station")
