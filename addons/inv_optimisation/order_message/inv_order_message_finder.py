import numpy as np

from odoo import models
from odoo.tools import split_every

from ..kernel.inventory import action_messages as kernel
from .inv_order_message import WAITING_STATES


class InvOrderMessageFinder(models.AbstractModel):
    """Finds what should change about open orders, and keeps the messages up to date.

    Stock and orders are read as they are now, rates and safety stocks are those of
    the last plan, levels those of the rule in force. Looking twice changes nothing.
    """

    _name = "inv.order.message.finder"
    _description = "Order Change Finder"

    def _find(self, company):
        """Look at all open orders of ``company``; return how many messages changed.

        Superuser: messages belong to the system, people only decide on them.
        """
        finder = self.sudo().with_company(company)
        points = finder.env["inv.stocking.point"]
        ids = points.search([("company_id", "=", company.id)], order="id").ids
        counts = {"created": 0, "updated": 0, "removed": 0}
        for chunk in split_every(company.inv_chunk_size, ids):
            group = points.browse(chunk)
            finder._compare(group, finder._look(group, company), company, counts)
        gone = finder.env["inv.order.message"].search(
            [
                ("company_id", "=", company.id),
                ("state", "in", WAITING_STATES),
                ("point_id.active", "=", False),
            ]
        )
        counts["removed"] += len(gone)
        gone.unlink()
        return counts

    # ------------------------------------------------------------------------
    # What the orders need
    # ------------------------------------------------------------------------

    def _look(self, points, company):
        """Return {document key: values of a message} of all open orders of ``points``.

        ``kind`` is None where nothing should change.
        """
        today = company._get_inventory_today()
        orders = self.env["inv.provider.open.order"]._get_open_orders(
            points, company, today
        )
        items, orders["item"] = np.unique(orders["item"], return_inverse=True)
        if not len(items):
            return {}
        points = points.browse([points.ids[item] for item in items.tolist()])
        facts = self.env["inv.requisition.need"]._get_facts(points, company)
        supply = self.env["inv.provider.supply"]
        rows = supply._get_supply(points, company, today)
        for name in ("multiple_qty", "minimum_qty", "promised_days", "unit_cost"):
            facts[name] = supply._get_column(rows, name)
        self._add_levels(facts)
        documents = self._get_documents(orders)
        self._add_order_columns(orders, documents, facts, company)
        found = kernel.action_messages(
            self._get_plan(facts),
            self._get_kernel_orders(orders, facts),
            self._get_margins(orders, facts, company),
        )
        return self._prepare_all(orders, documents, facts, found, company)

    def _add_levels(self, facts):
        """Add the levels in force; without a rule those of the plan count.

        Nothing is said about items that have neither: a new item has no demand yet.
        """
        points, has_rule = facts["points"], facts["has_rule"]
        planned_point = np.array([point.reorder_point_qty for point in points])
        planned_level = np.array([point.order_up_to_qty for point in points])
        rate = facts["forecast_per_day"]
        point = np.where(has_rule, facts["reorder_point"], planned_point)
        level = np.where(has_rule, facts["maximum"], planned_level)
        facts["reorder_point"] = point
        facts["order_up_to"] = np.maximum(level, point)
        facts["is_known"] = has_rule | ((rate > 0) & (planned_level > 0))
        # What the rule in force expects to be left when an order arrives: an order
        # that it has just asked for is neither early nor late.
        left = point - rate * facts["lead_time_days"]
        facts["needed_level"] = np.where(
            has_rule,
            np.maximum(facts["safety_stock_qty"], left),
            facts["safety_stock_qty"],
        )

    def _get_plan(self, facts):
        stock = facts["stock"]
        within = stock["on_hand"] + facts["on_order"] - facts["position"]
        facts["committed_later"] = np.maximum(stock["outgoing"] - within, 0.0)
        rate = np.maximum(facts["forecast_per_day"], 0.0)
        return kernel.StockPlan(
            on_hand=stock["on_hand"],
            demand=np.maximum(rate[:, None], stock["issues"]),
            safety_stock=facts["needed_level"],
            reorder_point=facts["reorder_point"],
            order_up_to=facts["order_up_to"],
            position=facts["position"],
            committed_later=facts["committed_later"],
        )

    def _get_kernel_orders(self, orders, facts):
        item = orders["item"]
        return kernel.OpenOrders(
            item=item,
            due_day=np.maximum(orders["day"], 0),
            quantity=orders["quantity"],
            is_draft=orders["is_draft"],
            multiple=orders["multiple"],
            minimum=np.where(
                facts["use_minimum_qty"][item], facts["minimum_qty"][item], 0.0
            ),
            is_fixed=orders["is_fixed"] | ~facts["is_known"][item],
            earliest_day=self._get_earliest_days(orders, facts),
        )

    def _get_earliest_days(self, orders, facts):
        """Return the day before which each order cannot come.

        What is not on its way yet takes its lead time; of a confirmed order the vendor
        may be asked anything.
        """
        lead = np.where(
            np.isnan(facts["promised_days"]),
            facts["lead_time_days"],
            facts["promised_days"],
        )
        is_asked = orders["source"] == "purchase"
        return np.where(is_asked, 0.0, np.maximum(lead, 0.0)[orders["item"]])

    def _get_margins(self, orders, facts, company):
        """Return the margins of the company.

        An order of a vendor that is late as a rule comes later than its date says:
        that many days it may be due early.
        """
        delay = np.maximum(facts["lead_time_days"] - facts["promised_days"], 0.0)
        return kernel.Margins(
            expedite_days=company.inv_expedite_margin_days,
            postpone_days=company.inv_postpone_margin_days
            + np.nan_to_num(delay)[orders["item"]],
            quantity_share=company.inv_quantity_margin_share,
        )

    # ------------------------------------------------------------------------
    # Comparing with what is there
    # ------------------------------------------------------------------------

    def _compare(self, points, wanted, company, counts):
        """Create, update and remove messages of ``points`` so that ``wanted`` holds."""
        messages = self.env["inv.order.message"]
        known = messages.search(
            [("point_id", "in", points.ids), ("state", "!=", "accepted")], order="id"
        )
        today = company._get_inventory_today()
        missing = {key: vals for key, vals in wanted.items() if vals["kind"]}
        gone = messages
        for message in known:
            key = message._get_key()
            missing.pop(key, None)
            now = wanted.get(key)
            if self._is_obsolete(message, now, today):
                gone |= message
            elif self._should_follow(message, now, today):
                counts["updated"] += self._follow(message, now)
        # Removed first: a line has one waiting message.
        counts["removed"] += len(gone)
        gone.unlink()
        counts["created"] += len(missing)
        messages.create(list(missing.values()))

    def _is_obsolete(self, message, now, today):
        """Return whether a message has lost its reason.

        A vendor's answer is awaited as long as the order is what it was; who ignored
        a message does not want to see it come and go.
        """
        if now is None:
            return True
        if message.state == "asked":
            return self._has_moved(message, now)
        if message.state == "ignored" and message.ignore_until > today:
            return False
        return not now["kind"]

    def _has_moved(self, message, now):
        """Return whether somebody changed the order since the message was found."""
        return (
            message.date_current != now["date_current"]
            or message.uom_id.compare(
                message.quantity_current, now["quantity_current"]
            )
            != 0
        )  # fmt: skip

    def _should_follow(self, message, now, today):
        if message.state == "asked":
            return False
        is_quiet = message.state == "ignored" and message.ignore_until > today
        return not is_quiet or (now["kind"] and now["kind"] != message.kind)

    def _follow(self, message, now):
        """Write what differs; return 1 when something did."""
        values = {"state": "open", "ignore_until": False, **now}
        fields_ = message._fields
        changed = {
            name: value
            for name, value in values.items()
            if fields_[name].convert_to_write(message[name], message) != value
        }
        if changed:
            message.write(changed)
        return int(bool(changed))
