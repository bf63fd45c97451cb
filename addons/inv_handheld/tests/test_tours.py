from unittest.mock import patch

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.translate import CodeTranslations

from .station_browser import StationBrowser


def get_suite_id(name):
    """Return the id that the test page gives to a suite: a 32-bit string hash."""
    value = 0
    for character in name:
        value = (31 * value + ord(character)) & 0xFFFFFFFF
    return f"{value:08x}"


class ComponentCase(HttpCase):
    """Run the component tests of an addon in the browser."""

    suite_name = "@inv_handheld"

    def run_components(self, preset):
        suite = get_suite_id(self.suite_name)
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset={preset}&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            # Messages of the page are no failures; those of the tests are.
            error_checker=lambda message: "[HOOT]" not in message,
        )


@tagged("post_install", "-at_install")
class TestScanComponents(ComponentCase):
    @mute_logger("odoo.http")
    def test_components_on_a_wide_screen(self):
        self.run_components("desktop")


@tagged("post_install", "-at_install")
class TestScanPhoneComponents(ComponentCase):
    browser_size = "375x667"
    touch_enabled = True

    @mute_logger("odoo.http")
    def test_components_on_a_phone(self):
        self.run_components("mobile")


class StationCase(HttpCase):
    """The station on a phone of 390 pixels, with a place and an item."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        user = new_test_user(
            cls.env, "inv_scan_tour", groups="stock.group_stock_user", name="Amelia"
        )
        cls.user = user
        stock = (
            cls.env["stock.warehouse"]
            .search([("company_id", "=", cls.env.company.id)], limit=1)
            .lot_stock_id
        )
        cls.place = cls.env["stock.location"].create(
            {"name": "T-03-2-B", "barcode": "T-03-2-B", "location_id": stock.id}
        )
        cls.product = cls.env["product.product"].create(
            {
                "name": "Tour seal",
                "barcode": "4006381333931",
                "type": "consu",
                "is_storable": True,
            }
        )
        cls.env["stock.quant"]._update_available_quantity(cls.product, cls.place, 41)

    def get_events(self):
        return self.env["inv.scan.event"].search(
            [("user_id", "=", self.user.id)], order="sequence"
        )


@tagged("post_install", "-at_install")
class TestStation(StationCase):
    @mute_logger("odoo.http")
    def test_place_item_and_unknown_code_are_looked_up(self):
        with StationBrowser(self, "inv_scan_tour") as station:
            station.wait(".o_scan_chip", "Saved")
            self.assertIn("Amelia", station.text(".o_scan_subtitle"))
            station.scan("T-03-2-B")
            station.wait(".o_scan_place_name", "T-03-2-B")
            station.wait(".o_scan_line", "Tour seal")
            self.assertIn("41", station.text(".o_scan_line_quantity"))
            station.scan("(01)04006381333931(10)NEW-1")
            station.wait(".o_scan_item h2", "Tour seal")
            station.wait(".o_scan_line_place", "T-03-2-B")
            station.wait(".o_scan_ai", "(10)")
            station.scan("NO-SUCH-CODE")
            station.wait(".o_scan_unknown", "NO-SUCH-CODE")
            # Nothing may be wider than the phone.
            width = station.evaluate("document.documentElement.scrollWidth")
            self.assertLessEqual(width, 390)
            station.press(".o_scan_tool", "Type code")
            station.wait("#o_scan_typed")
            # A scan while a field is open goes to the station, not into the field.
            station.scan("4006381333931")
            station.wait(".o_scan_item h2", "Tour seal")
            station.press(".o_scan_back")
            station.wait(".o_scan_box", "Scan anything")
        self.assertEqual(
            self.get_events().mapped("raw"),
            [
                "T-03-2-B",
                "(01)04006381333931(10)NEW-1",
                "NO-SUCH-CODE",
                "4006381333931",
            ],
        )

    @mute_logger("odoo.http")
    def test_scans_without_a_server_survive_a_reload_and_are_sent_once(self):
        with StationBrowser(self, "inv_scan_tour") as station:
            station.until(
                "caches.match('/scan').then((page) => Boolean(page))",
                "the kept shell",
            )
            station.scan("T-03-2-B")
            station.wait(".o_scan_place_name", "T-03-2-B")
            with station.cut_network():
                station.scan("4006381333931")
                station.wait(".o_scan_chip", "1")
                station.scan("T-03-2-B")
                station.wait(".o_scan_strip_late", "Stock as of")
                station.wait(".o_scan_chip", "2")
                # The page itself must come from the device now.
                station.open()
                station.wait(".o_scan_chip", "2")
                self.assertIn("Amelia", station.text(".o_scan_subtitle"))
                station.press(".o_scan_chip")
                station.wait(".o_scan_band", "since")
                station.wait(".o_scan_line_code", "4006381333931")
                station.scan("AFTER-RELOAD")
                station.wait(".o_scan_chip", "3")
                self.assertEqual(len(self.get_events()), 1)
            station.press(".o_scan_chip")
            station.press(".o_scan_button", "Try now")
            station.wait(".o_scan_chip", "Saved")
            kept = station.evaluate(
                "odoo.scanStation.queue.own.map((row) => [row.sequence, row.status])"
            )
        events = self.get_events()
        self.assertEqual(
            events.mapped("raw"),
            ["T-03-2-B", "4006381333931", "T-03-2-B", "AFTER-RELOAD"],
        )
        self.assertEqual(events.mapped("sequence"), [1, 2, 3, 4])
        self.assertEqual(kept, [[sequence, "done"] for sequence in (1, 2, 3, 4)])

    @mute_logger("odoo.http")
    def test_nothing_secret_is_kept_on_the_device(self):
        with StationBrowser(self, "inv_scan_tour") as station:
            station.until(
                "caches.match('/scan').then((page) => Boolean(page))",
                "the kept shell",
            )
            token = station.evaluate("odoo.scanStation.transport.token")
            shell = station.evaluate(
                "caches.match('/scan').then((page) => page.text())"
            )
            kept = station.evaluate(
                "odoo.scanStation.database.all('kept').then(JSON.stringify)"
            )
        self.assertTrue(token)
        for text in (shell, kept):
            self.assertNotIn(token, text)
            self.assertNotIn(self.session.sid, text)
        self.assertNotIn("Amelia", shell)

    @mute_logger("odoo.http")
    def test_station_speaks_the_language_of_its_user(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.user.lang = "fr_FR"
        terms = {"messages": ({"id": "Look up", "string": "Consulter"},)}

        def get_texts(_translations, module, lang):
            return (
                terms
                if (module, lang) == ("inv_handheld", "fr_FR")
                else {"messages": ()}
            )

        with (
            patch.object(CodeTranslations, "get_web_translations", get_texts),
            StationBrowser(self, "inv_scan_tour") as station,
        ):
            station.scan("T-03-2-B")
            station.wait(".o_scan_title", "Consulter")


@tagged("post_install", "-at_install")
class TestSmallStation(StationCase):
    """The smallest screen that must work: 360 by 640."""

    browser_size = "360x640"

    @mute_logger("odoo.http")
    def test_every_screen_fits(self):
        with StationBrowser(self, "inv_scan_tour") as station:
            for name in ("home", "queue", "settings"):
                station.evaluate(f"odoo.scanStation.open('{name}')")
                self.check_screen(station, name)
            station.scan("4006381333931")
            station.wait(".o_scan_item h2", "Tour seal")
            self.check_screen(station, "look up")

    def check_screen(self, station, name):
        width = station.evaluate("document.documentElement.scrollWidth")
        self.assertLessEqual(width, 360, name)
        small = station.evaluate(
            "[...document.querySelectorAll('.o_scan button')]"
            ".filter((el) => el.getBoundingClientRect().height < 56)"
            ".map((el) => el.className)"
        )
        self.assertEqual(small, [], name)
