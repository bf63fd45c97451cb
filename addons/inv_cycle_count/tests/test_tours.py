from typing import NamedTuple

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.inv_handheld.tests.station_browser import StationBrowser
from odoo.addons.inv_optimisation.tests.test_tours import ComponentCase

from .common import CountCase
from .programme_tours import (  # noqa: F401
    TestProgrammePhoneTours,
    TestProgrammeTours,
)


class Place(NamedTuple):
    """What a counter reads on a place."""

    name: str
    barcode: str


class CountTourCase(HttpCase, CountCase):
    """Bins and counts of the main company, for the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": [1]})
        cls.company = cls.env.ref("base.main_company")
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.stock = cls.warehouse.lot_stock_id
        cls.env["inv.count.line"].search([("state", "=", "review")]).unlink()
        cls.counter = new_test_user(
            cls.env,
            "inv_tour_counter",
            groups="inv_cycle_count.group_counter,stock.group_stock_user",
        )
        new_test_user(
            cls.env,
            "inv_tour_approver",
            groups="inv_cycle_count.group_count_approver",
        )
        cls.bin_a = cls.new_bin("T-01")
        cls.bin_b = cls.new_bin("T-02")


@tagged("post_install", "-at_install")
class TestApprovalTour(CountTourCase):
    """An approver works through the queue."""

    def count_wrong(self, product, quantity, location):
        session = self.new_session(
            [(location, product)], self.counter, recount_by="none"
        )
        place = self.place_of(session, location)
        self.count(place, {product: quantity}, self.counter)
        self.submit(place, self.counter)
        return session.line_ids

    def test_variances_are_approved_and_offset(self):
        pump = self.new_product("Tour pump", standard_price=100)
        seal = self.new_product("Tour seal", standard_price=1)
        self.lay(pump, 20, self.bin_a)
        self.lay(seal, 20, self.bin_a)
        self.lay(seal, 10, self.bin_b)
        wrong = self.count_wrong(pump, 15, self.bin_a)
        short = self.count_wrong(seal, 12, self.bin_a)
        extra = self.count_wrong(seal, 18, self.bin_b)
        self.start_tour(
            "/odoo/count-variances", "inv_variance_approval", login="inv_tour_approver"
        )
        self.env.invalidate_all()
        self.assertEqual((wrong | short | extra).mapped("state"), ["approved"] * 3)
        self.post()
        self.assertEqual(self.book(seal, self.bin_a), 12)
        self.assertEqual(self.book(seal, self.bin_b), 18)


@tagged("post_install", "-at_install")
class TestCountComponents(ComponentCase):
    addon = "inv_cycle_count"

    @mute_logger("odoo.http")
    def test_components_on_a_wide_screen(self):
        self.run_components("desktop")


@tagged("post_install", "-at_install")
class TestCountPhoneComponents(ComponentCase):
    addon = "inv_cycle_count"
    browser_size = "375x667"
    touch_enabled = True

    @mute_logger("odoo.http")
    def test_components_on_a_phone(self):
        self.run_components("mobile")


class CountStationCase(CountTourCase):
    """The count task on a phone of 390 pixels."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bearing = cls.new_product("Tour bearing", barcode="4006381333931")
        cls.lay(cls.bearing, 41, cls.bin_a)
        # Plain texts: while the browser works, its requests have the cursor.
        cls.place_a, cls.place_b = (
            Place(place.name, place.barcode) for place in (cls.bin_a, cls.bin_b)
        )

    def start(self, positions, **values):
        session = self.new_session(positions, self.counter, **values)
        self.env.flush_all()
        return session

    def station(self):
        return StationBrowser(self, "inv_tour_counter")

    def type(self, station, keys):
        for key in keys:
            station.press(f".o_scan_key[data-key='{key}']")

    def go_to_first(self, station, place):
        station.press(".o_count_start", "Start next")
        station.wait(".o_scan_place_name", place.name)
        station.scan(place.barcode)
        station.wait(".o_scan_here", "You are here")


@tagged("post_install", "-at_install")
class TestCountStation(CountStationCase):
    @mute_logger("odoo.http")
    def test_blind_count_with_a_recount(self):
        seal = self.new_product("Tour seal", barcode="4006381333948")
        session = self.start([(self.bin_a, self.bearing), (self.bin_a, seal)])
        with self.station() as station:
            station.wait(".o_count_home_bins", "1")
            self.go_to_first(station, self.place_a)
            station.scan("4006381333931")
            station.wait(".o_scan_result", "1")
            self.type(station, ["1", "2", "×", "3"])
            station.wait(".o_scan_result", "36")
            station.press(".o_count_confirm", "36")
            station.wait(".o_count_done .o_count_row", "Tour bearing")
            station.press(".o_count_finish", "Location done")
            station.wait(".o_count_asking", "Any other item here?")
            station.press(".o_count_none", "None here")
            station.until("!document.querySelector('.o_count_open')", "an answer")
            station.press(".o_count_finish", "Location done")
            station.wait(".o_count_band", "Please recount")
            page = station.evaluate("document.body.innerText")
            for number in ("41", "36"):
                self.assertNotIn(number, page, "no number of any kind")
            station.press(".o_count_again", "Count again")
            station.wait(".o_count_open", "Tour bearing")
            station.scan("4006381333931")
            self.type(station, ["4", "1"])
            station.press(".o_count_confirm", "41")
            station.wait(".o_count_done .o_count_row", "Tour bearing")
            station.press(".o_count_finish", "Location done")
            station.wait(".o_scan_empty", "No counts due")
            width = station.evaluate("document.documentElement.scrollWidth")
            self.assertLessEqual(width, 390)
        self.env.invalidate_all()
        line = session.line_ids.filtered(lambda one: one.product_id == self.bearing)
        self.assertRecordValues(
            line,
            [{"first_counted_qty": 36, "counted_qty": 41, "state": "approved"}],
        )
        self.assertEqual(line.entry_ids.mapped("expression"), ["12 × 3", "41"])

    @mute_logger("odoo.http")
    def test_offline_count_survives_a_reload_and_counts_once(self):
        session = self.start([(self.bin_a, self.bearing)])
        with self.station() as station:
            station.until(
                "caches.match('/scan').then((page) => Boolean(page))", "the shell"
            )
            self.go_to_first(station, self.place_a)
            station.wait(".o_scan_chip", "Saved")
            with station.cut_network():
                station.scan("4006381333931")
                station.wait(".o_scan_result", "1")
                station.scan("4006381333931")
                station.wait(".o_scan_result", "2")
                # The battery is empty before anything was confirmed.
                station.open()
                station.wait(".o_count_start")
                station.scan(self.place_a.barcode)
                station.wait(".o_count_open", "Tour bearing")
                station.press(".o_count_row_text", "Tour bearing")
                station.wait(".o_scan_result", "2")
                self.type(station, ["C", "4", "1"])
                station.press(".o_count_confirm", "41")
                station.wait(".o_count_done .o_count_row_quantity", "41")
                station.open()
                station.scan(self.place_a.barcode)
                station.wait(".o_count_done .o_count_row_quantity", "41")
                station.press(".o_count_finish", "Location done")
                station.wait(".o_scan_empty", "No counts due")
                self.assertFalse(session.line_ids.entry_ids, "nothing arrived yet")
            station.press(".o_scan_chip")
            station.press(".o_scan_action .o_scan_button", "Try now")
            station.wait(".o_scan_chip", "Saved")
        self.env.invalidate_all()
        self.assertRecordValues(
            session.line_ids, [{"counted_qty": 41, "state": "approved"}]
        )
        self.assertEqual(session.line_ids.entry_ids.mapped("quantity"), [41])

    @mute_logger("odoo.http")
    def test_wrong_place_raises_the_alarm(self):
        self.lay(self.bearing, 4, self.bin_b)
        self.start([(self.bin_a, self.bearing), (self.bin_b, self.bearing)])
        with self.station() as station:
            self.go_to_first(station, self.place_a)
            station.scan(self.place_b.barcode)
            station.wait(".o_scan_alarm h1", "Wrong place")
            station.scan(self.place_a.barcode)
            station.until("!document.querySelector('.o_scan_alarm')", "alarm closed")
            station.scan(self.place_b.barcode)
            station.press(".o_scan_alarm_button", "Switch to T-02")
            station.wait(".o_scan_place_name", "T-02")

    @mute_logger("odoo.http")
    def test_bulk_read_of_tags(self):
        pump = self.new_product("Tour pump", tracking="serial", barcode="0614141123452")
        for number in ("100", "101"):
            self.lay(pump, 1, self.bin_b, self.new_lot(pump, number))
        self.lay(pump, 1, self.bin_a, self.new_lot(pump, "102"))
        session = self.start([(self.bin_b, pump)], is_blind=False)
        tag = "urn:epc:id:sgtin:0614141.012345."
        with self.station() as station:
            self.go_to_first(station, self.place_b)
            station.press(".o_scan_tool", "RFID")
            for number in ("100", "100", "101", "102"):
                station.scan(tag + number)
            station.wait(".o_count_ring b", "3")
            station.press(".o_count_stop", "Stop and review")
            station.wait("[data-tab=matched]", "2")
            station.press("[data-tab=elsewhere]", "1")
            station.press(".o_count_move_here", "Move here")
            station.wait("[data-tab=matched]", "3")
            station.press(".o_count_tags_done", "Back to the place")
            station.press(".o_count_finish", "Location done")
            station.wait(".o_scan_empty", "No counts due")
        self.env.invalidate_all()
        self.assertEqual(session.line_ids.mapped("counted_qty"), [1, 1, 1])
        self.assertEqual(set(session.line_ids.mapped("state")), {"approved"})
        self.assertEqual(session.line_ids.mapped("variance_qty"), [0, 0, 0])

    @mute_logger("odoo.http")
    def test_spot_count_of_a_scanned_place(self):
        self.lay(self.bearing, 4, self.bin_b)
        with self.station() as station:
            station.wait(".o_count_home_empty", "No counts due")
            station.scan(self.place_b.barcode)
            station.press(".o_scan_button", "Spot count here")
            station.wait(".o_count_open", "Tour bearing")
            station.scan("4006381333931")
            self.type(station, ["4"])
            station.press(".o_count_confirm", "4")
            station.press(".o_count_finish", "Location done")
            station.wait(".o_scan_empty", "No counts due")
        self.env.invalidate_all()
        session = self.env["inv.count.session"].search(
            [("user_id", "=", self.counter.id), ("kind", "=", "spot")]
        )
        self.assertEqual(session.line_ids.counted_qty, 4)
