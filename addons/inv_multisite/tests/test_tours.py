from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.inv_optimisation.tests.test_tours import ComponentCase

from .deployment_tours import (  # noqa: F401
    TestDeploymentPhoneTours,
    TestDeploymentTours,
    TestSharedStockTours,
)
from .network_tours import (  # noqa: F401
    TestNetworkPhoneTours,
    TestNetworkTours,
)
from .transfer_tours import (  # noqa: F401
    TestTransferPhoneTours,
    TestTransferTours,
)


@tagged("post_install", "-at_install")
class TestMultisiteComponents(ComponentCase):
    addon = "inv_multisite"

    @mute_logger("odoo.http")
    def test_components_on_a_wide_screen(self):
        self.run_components("desktop")


@tagged("post_install", "-at_install")
class TestMultisitePhoneComponents(ComponentCase):
    addon = "inv_multisite"
    browser_size = "375x667"
    touch_enabled = True

    @mute_logger("odoo.http")
    def test_components_on_a_phone(self):
        self.run_components("mobile")
