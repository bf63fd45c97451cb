from odoo import models

#: Context key of the answers of a batch; see ``ProcurementAnswers``.
ANSWERS = "inv_procurement_answers"


class ProcurementAnswers:
    """Answers that core would give again and again within one procurement batch.

    Lives in the context of the batch and dies with it. Keys hold everything that an
    answer depends on; see docs/decisions/procurement-batch.md.
    """

    def __init__(self):
        self._answers = {}

    def get(self, key, compute):
        """Return the answer for ``key``, computed the first time."""
        if key not in self._answers:
            self._answers[key] = compute()
        return self._answers[key]


class InvProcurementBatch(models.AbstractModel):
    """Runs core procurement for many needs at once, with the same result, faster.

    Core looks up the same rules, price lists and names for each procurement. Here it
    finds them read: what is asked one by one is fetched for all before, and what is
    the same for many is answered once.
    """

    _name = "inv.procurement.batch"
    _description = "Procurement Batch"

    def _with_answers(self, records):
        """Return ``records`` in the context of this batch, or of a new one."""
        answers = self.env.context.get(ANSWERS) or ProcurementAnswers()
        return records.with_context(**{ANSWERS: answers})

    def _run(self, procurements):
        """Run ``procurements``, a list, as core's scheduler does.

        Raises
        ------
        ProcurementException
            With the procurements that core refuses, and its messages.
        """
        self._prefetch(procurements)
        rule = self._with_answers(self.env["stock.rule"])
        rule.with_context(from_orderpoint=True).run(
            procurements, raise_user_error=False
        )
        self._recompute_rules(rule, procurements)

    def _recompute_rules(self, rule, procurements):
        """Compute the reordering rules again while the answers are at hand.

        Core marked them, because their products are on order now; left to the next
        flush they would ask everything again.
        """
        ids = [
            procurement.values["orderpoint_id"].id
            for procurement in procurements
            if procurement.values.get("orderpoint_id")
        ]
        orderpoints = self.env["stock.warehouse.orderpoint"].browse(ids)
        orderpoints = orderpoints.with_env(rule.env)
        orderpoints._recompute_recordset(["qty_to_order_computed", "deadline_date"])

    def _prefetch(self, procurements):
        """Read at once what core reads for one product after the other."""
        ids = [procurement.product_id.id for procurement in procurements]
        products = self.env["product.product"].browse(ids)
        products.route_ids.fetch(["sequence"])
        products.categ_id.total_route_ids.fetch(["sequence"])
        sellers = products.seller_ids
        sellers.fetch(["partner_id", "product_name", "product_code", "sequence"])
        # Core names products in the language of each vendor.
        for lang in {seller.partner_id.lang for seller in sellers}:
            named = products.with_context(lang=lang)
            named.fetch(["default_code", "product_tmpl_id"])
            named.product_tmpl_id.fetch(["name", "description_purchase"])
        products.product_template_attribute_value_ids.fetch(["name"])
