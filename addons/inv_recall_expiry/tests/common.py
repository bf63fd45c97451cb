from datetime import timedelta

from odoo import fields

from odoo.addons.inv_recall.tests.common import RecallCase


class ExpiryCase(RecallCase):
    """Yoghurt that expires; dates are days from now."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = fields.Datetime.now()
        cls.yoghurt = cls.new_product("Yoghurt")
        cls.yoghurt.use_expiration_date = True
        cls.page = cls.env["inv.expiring.stock"]

    @classmethod
    def expiring(cls, name, alert, removal, expiration, **values):
        """Return a lot of yoghurt with dates so many days from now."""
        dates = {"alert": alert, "removal": removal, "expiration": expiration}
        values |= {
            f"{key}_date": cls.now + timedelta(days=days) for key, days in dates.items()
        }
        return cls.new_lot(name, cls.yoghurt, **values)

    @classmethod
    def lines(cls, *lots):
        """Return the lines of lots on the page as it is now."""
        cls.env.invalidate_all()
        ids = [lot.id for lot in lots]
        return cls.page.search([("lot_id", "in", ids)])
