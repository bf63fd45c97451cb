from odoo import fields, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

DAY_FORMAT = "d MMM"


class InvReadinessWording(models.AbstractModel):
    """Names the supply that completes a component line, for cards and lists."""

    _name = "inv.readiness.wording"
    _description = "Readiness in Words"

    def _format_quantity(self, quantity):
        """Return a quantity as people write it: no decimals where there are none."""
        digits = 0 if float(round(quantity, 2)).is_integer() else 2
        return formatLang(self.env, quantity, digits=digits)

    def _get_supplies(self, picture, needs):
        """Return {need: supply or None} for the component lines ``needs``.

        A supply has ``kind``, ``label`` (document), ``model`` and ``record_id`` (what a
        click opens), ``vendor``, ``quantity`` [product unit], ``date``, ``late_days``
        (after the start of the order) and ``is_firm``.
        """
        found = {need: picture.get_supply(need) for need in needs}
        documents = self._get_documents(
            {(kind, id_) for kind, id_, *_rest in filter(None, found.values())}
        )
        result = {}
        for need, supply in found.items():
            result[need] = None
            if supply and (supply[0], supply[1]) in documents:
                kind, id_, quantity, day, is_firm = supply
                label, model, record_id, vendor = documents[kind, id_]
                date = picture.get_day(day)
                result[need] = {
                    "kind": kind,
                    "label": label,
                    "model": model,
                    "record_id": record_id,
                    "vendor": vendor,
                    "quantity": quantity,
                    "date": fields.Date.to_string(date) or None,
                    "late_days": picture.get_late_days(need, day),
                    "is_firm": is_firm,
                }
        return result

    def _get_documents(self, keys):
        """Return {(kind, id): (label, model, id to open, vendor)}.

        Superuser: a production planner sees which document brings the material, also
        where he may not open it.
        """
        result = {}
        for kind in sorted({kind for kind, _id in keys}):
            ids = sorted(id_ for found, id_ in keys if found == kind)
            records = self.env[self._get_model(kind)].sudo().browse(ids).exists()
            for record in records:
                document, vendor = self._get_document(kind, record)
                result[kind, record.id] = (
                    document.display_name or record.display_name,
                    document._name,
                    document.id,
                    vendor.name or None,
                )
        return result

    def _get_model(self, kind):
        return {
            "purchase": "stock.move",
            "request": "purchase.order.line",
            "requisition": "inv.requisition.line",
            "production": "mrp.production",
            "transfer": "stock.move",
        }[kind]

    def _get_document(self, kind, record):
        """Return the document of a supply and its vendor."""
        nobody = self.env["res.partner"]
        if kind == "purchase":
            order = record.purchase_line_id.order_id
            return order, order.partner_id
        if kind == "request":
            return record.order_id, record.order_id.partner_id
        if kind == "requisition":
            return record.requisition_id, record.requisition_id.vendor_id
        if kind == "transfer":
            order = record.purchase_line_id.order_id
            if order:
                return order, order.partner_id
            return record.production_id or record.picking_id, nobody
        return record, nobody

    def _describe_supply(self, supply):
        """Return 'PO04720, 40, due 11 Mar', or that nothing is planned."""
        if not supply:
            return self.env._("No supply planned")
        parts = [supply["label"], self._format_quantity(supply["quantity"])]
        if not supply["date"]:
            parts.append(self.env._("no date yet"))
        else:
            day = format_date(self.env, supply["date"], date_format=DAY_FORMAT)
            if not supply["is_firm"]:
                parts.append(self.env._("not confirmed"))
            parts.append(self.env._("due %(day)s", day=day))
        return ", ".join(filter(None, parts))
