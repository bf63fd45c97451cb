from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger


def get_suite_id(name):
    """Return the id that the test page gives to a suite: a 32-bit string hash."""
    value = 0
    for character in name:
        value = (31 * value + ord(character)) & 0xFFFFFFFF
    return f"{value:08x}"


class ComponentCase(HttpCase):
    """Run the component tests of this addon in the browser."""

    suite_name = "@inv_recall"

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
class TestRecallComponents(ComponentCase):
    @mute_logger("odoo.http")
    def test_components_on_a_wide_screen(self):
        self.run_components("desktop")


@tagged("post_install", "-at_install")
class TestRecallPhoneComponents(ComponentCase):
    browser_size = "375x667"
    touch_enabled = True

    @mute_logger("odoo.http")
    def test_components_on_a_phone(self):
        self.run_components("mobile")
