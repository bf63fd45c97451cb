"""Browser tours of the programme and of record accuracy; test_tours.py runs them."""

from odoo.tests import HttpCase, new_test_user, tagged

from .programme_common import CountBuilder


class ProgrammeTourCase(CountBuilder, HttpCase):
    """A zone with items of the main company, and a supervisor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["inv.count.programme"].search([("id", "!=", False)]).unlink()
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        others = cls.env["stock.warehouse"].search([("id", "!=", cls.warehouse.id)])
        others.active = False
        cls.today = cls.env.company._get_inventory_today()
        group = "inv_cycle_count.group_count_supervisor"
        new_test_user(cls.env, "inv_tour_supervisor", groups=group)
        cls.place = cls.new_place("T-01", cls.new_zone("Tour Zone"))
        cls.items = [cls.new_item(f"Tour {n}", cls.place, 10, "A") for n in range(30)]

    def check_programme(self):
        self.start_tour(
            "/odoo/count-programme", "inv_count_programme", login="inv_tour_supervisor"
        )
        programme = self.env["inv.count.programme"]._get_of(self.warehouse)
        self.assertEqual(len(self.rows(programme).filtered("date_planned")), 30)
        rules = programme.with_context(active_test=False).rule_ids
        off = rules.filtered(lambda rule: not rule.active)
        self.assertEqual(off.mapped("kind"), ["short"])

    def check_accuracy(self):
        self.env["inv.count.programme"].create_default_programme(self.warehouse.id)
        session = self.new_session("sample", state="done")
        for number, item in enumerate(self.items[:20]):
            counted = 9 if number < 2 else 10
            position = (self.place, item)
            self.count(position, counted, session=session, item_class="A")
        self.start_tour(
            "/odoo/record-accuracy", "inv_record_accuracy", login="inv_tour_supervisor"
        )
        programme = self.env["inv.count.programme"]._get_of(self.warehouse)
        self.assertTrue(programme.extra_sample_size)


@tagged("post_install", "-at_install")
class TestProgrammeTours(ProgrammeTourCase):
    browser_size = "1440x900"

    def test_a_supervisor_starts_a_programme(self):
        self.check_programme()

    def test_record_accuracy_and_its_planner(self):
        self.check_accuracy()


@tagged("post_install", "-at_install")
class TestProgrammePhoneTours(ProgrammeTourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_supervisor_starts_a_programme_on_a_phone(self):
        self.check_programme()

    def test_record_accuracy_and_its_planner_on_a_phone(self):
        self.check_accuracy()
