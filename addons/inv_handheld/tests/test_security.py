from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import GTIN, ScanCase


@tagged("post_install", "-at_install")
class TestScanSecurity(ScanCase):
    def setUp(self):
        super().setUp()
        self.submit(self.event(1, GTIN))
        self.manager = self.new_user("manager", "stock.group_stock_manager")

    def test_events_are_read_only_for_everybody(self):
        for user in (self.user, self.manager):
            model = self.env["inv.scan.event"].with_user(user)
            self.assertTrue(model.has_access("read"))
            for operation in ("write", "create", "unlink"):
                self.assertFalse(model.has_access(operation), (user.login, operation))

    def test_users_see_their_own_events_and_managers_all(self):
        colleague = self.new_user("colleague", "stock.group_stock_user")
        for user, count in ((self.user, 1), (colleague, 0), (self.manager, 1)):
            events = self.as_user("inv.scan.event", user).search([])
            self.assertEqual(len(events), count, user.login)

    def test_other_company_sees_no_event(self):
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self.new_user("foreign", "stock.group_stock_manager", company=other)
        events = (
            self.env["inv.scan.event"]
            .with_user(foreign)
            .with_context(allowed_company_ids=other.ids)
        )
        self.assertFalse(events.search([]))

    def test_strangers_see_nothing(self):
        stranger = self.new_user("stranger", "base.group_user")
        self.assertFalse(
            self.env["inv.scan.event"].with_user(stranger).has_access("read")
        )
        station = self.as_user("inv.scan.station", stranger)
        for call in (
            station.get_session,
            station.get_home,
            lambda: station.save_settings({"sound": True}),
            lambda: station.submit_events("device", []),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_warehouse_users_may_scan(self):
        self.assertTrue(self.user.has_group("inv_handheld.group_scan_user"))

    def test_counter_without_stock_rights_looks_up_and_changes_nothing(self):
        self.put(self.seal, self.bin_a, 7, self.lot_1)
        counter = self.new_user("counter", "inv_handheld.group_scan_user")
        card = self.look(f"010{GTIN}10VD-1", user=counter)
        self.assertEqual(card["totals"][0]["value"], 7)
        for model in ("stock.quant", "stock.lot", "stock.location"):
            self.assertFalse(self.env[model].with_user(counter).has_access("write"))

    def test_settings_are_kept_for_the_user_alone(self):
        station = self.as_user("inv.scan.station")
        station.save_settings({"hand": "left"})
        station.save_settings({"volume": 40})
        session = station.get_session()
        self.assertEqual(session["settings"], {"hand": "left", "volume": 40})
        other = self.as_user("inv.scan.station", self.manager).get_session()
        self.assertEqual(other["settings"], {})

    def test_unknown_settings_are_refused(self):
        station = self.as_user("inv.scan.station")
        for values in (
            {"admin": True},
            {"hand": "both"},
            {"volume": 400},
            {"sound": 1},
        ):
            with self.assertRaises(UserError):
                station.save_settings(values)
