from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestKpiRoutes(HttpCase):
    """The workbook of the KPI page over HTTP."""

    path = "/inv_optimisation/kpi.xlsx?months=12&warehouse_id=x&abc_class=A"

    def test_a_user_gets_a_workbook(self):
        new_test_user(
            self.env, "inv_kpi_reader", groups="inv_optimisation.group_inv_user"
        )
        self.authenticate("inv_kpi_reader", "inv_kpi_reader")
        answer = self.url_open(self.path)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("spreadsheetml", answer.headers["Content-Type"])
        # Every workbook is a ZIP archive.
        self.assertEqual(answer.content[:2], b"PK")

    @mute_logger("odoo.http")
    def test_others_do_not(self):
        new_test_user(self.env, "inv_kpi_stranger", groups="base.group_user")
        self.authenticate("inv_kpi_stranger", "inv_kpi_stranger")
        self.assertEqual(self.url_open(self.path).status_code, 403)
