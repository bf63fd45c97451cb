from odoo.tests import tagged

from .common import CountCase


@tagged("post_install", "-at_install")
class TestChecklistProgramme(CountCase):
    """The first step of counting."""

    def step(self, user):
        page = self.env["inv.checklist"].with_user(user).get_checklist()
        [step] = [one for one in page["steps"] if one["code"] == "count_programme"]
        return step

    def test_a_site_without_programme_is_open_until_it_has_one(self):
        boss = self.new_user(
            "boss",
            "inv_optimisation.group_inv_manager",
            "inv_cycle_count.group_count_supervisor",
        )
        step = self.step(boss)
        self.assertEqual((step["state"], step["count"]), ("open", 1))
        self.assertEqual(step["button"], "Set up programmes")
        action = self.env["inv.checklist"].with_user(boss).fix("count_programme")
        self.assertEqual(action["action"]["res_model"], "inv.count.programme")
        self.env["inv.count.programme"].create({"warehouse_id": self.warehouse.id})
        self.assertEqual(self.step(boss)["state"], "done")

    def test_who_may_not_set_it_up_reads_whom_to_ask(self):
        manager = self.new_user("plain", "inv_optimisation.group_inv_manager")
        step = self.step(manager)
        self.assertEqual(step["button"], "")
        self.assertTrue(step["hint"])
