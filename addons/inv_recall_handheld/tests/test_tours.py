from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.inv_handheld.tests.test_tours import ComponentCase


@tagged("post_install", "-at_install")
class TestHeldComponents(ComponentCase):
    suite_name = "@inv_recall_handheld"
    browser_size = "375x667"
    touch_enabled = True

    @mute_logger("odoo.http")
    def test_components_on_a_phone(self):
        self.run_components("mobile")
