from odoo import api, models

RECORD_MODELS = ("stock.location", "product.product", "stock.lot")


class ReportCountLabel(models.AbstractModel):
    """Values of the label sheets: a barcode, and the same in letters."""

    _name = "report.inv_cycle_count.count_labels"
    _description = "Labels"

    @api.model
    def _get_report_values(self, docids, data=None):
        wizards = self.env["inv.count.label.wizard"].browse(docids)
        return {
            "doc_ids": docids,
            "doc_model": "inv.count.label.wizard",
            "docs": wizards,
            "get_labels": self._get_labels,
        }

    def _get_labels(self, wizard):
        """Return rows of labels, as many to a row as the size takes."""
        records = wizard._get_records()
        labels = [
            self._prepare_label(record, wizard)
            for record in records
            for _copy in range(wizard.copies)
        ]
        columns = wizard._get_size()["columns"]
        return [labels[n : n + columns] for n in range(0, len(labels), columns)]

    def _prepare_label(self, record, wizard):
        size = wizard._get_size()
        code = self._get_code(record)
        kind = "QR" if wizard.symbology == "qr" else "auto"
        return {
            "title": self._get_title(record),
            "subtitle": self._get_subtitle(record),
            "code": code,
            "image": self.env["inv.count.barcode"]._get_image(
                code, kind, size["bar_width"], size["bar_height"]
            ),
        }

    def _get_code(self, record):
        """Return what a scanner reads; extend for GS1 codes."""
        if record._name == "stock.lot":
            return record.name
        return record.barcode or (
            record.default_code if record._name == "product.product" else ""
        )

    def _get_title(self, record):
        if record._name == "stock.lot":
            return record.product_id.display_name
        return record.name if record._name == "stock.location" else record.display_name

    def _get_subtitle(self, record):
        if record._name == "stock.location":
            return record.location_id.display_name or ""
        if record._name == "stock.lot":
            return self.env._("Lot %(lot)s", lot=record.name)
        return record.uom_id.name
