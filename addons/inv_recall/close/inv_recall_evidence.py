import hashlib

from odoo import fields, models

REPORT = "inv_recall.action_report_evidence"


class InvRecall(models.Model):
    _inherit = "inv.recall"

    evidence_ids = fields.One2many("inv.recall.evidence", "recall_id")

    def action_evidence(self):
        """Print the evidence as it stands now."""
        return self.env.ref(REPORT).report_action(self)

    def _keep_evidence(self):
        """Store the evidence of a case as a file that nobody can change or delete."""
        self.ensure_one()
        report = self.env["ir.actions.report"]
        if report.get_wkhtmltopdf_state() in ("ok", "upgrade"):
            content, kind = report._render_qweb_pdf(REPORT, self.ids)
        else:
            # Without the printing tool the same pages are kept as a web page.
            content, kind = report._render_qweb_html(REPORT, self.ids)
        name = f"{self.name} {fields.Date.context_today(self)}.{kind}"
        # Evidence belongs to the case, not to the user who happens to close it.
        evidence = self.env["inv.recall.evidence"].sudo()
        kept = evidence.create(
            {
                "recall_id": self.id,
                "name": name,
                "digest": hashlib.sha256(content).hexdigest(),
            }
        )
        attachment = self.env["ir.attachment"].sudo()
        kept.attachment_id = attachment.create(
            {
                "name": name,
                "raw": content,
                "res_model": "inv.recall.evidence",
                "res_id": kept.id,
            }
        )
        return kept

    def _get_evidence(self):
        """Return what the evidence shows and the fields do not, for the report."""
        self.ensure_one()
        affected = self.recall_lot_ids.filtered("included")
        return {
            "lots": affected,
            "left_out": self.recall_lot_ids.filtered(
                lambda line: not line.included and line.role != "component"
            ),
            "components": self.recall_lot_ids.filtered(
                lambda line: line.role == "component"
            ),
            "deliveries": self.delivery_ids.filtered("recall_lot_id.included"),
            "explanations": affected.explanation_ids,
            "effectiveness": self.effectiveness or self._get_effectiveness(),
        }


class InvRecallEvidence(models.Model):
    """A sealed file of a case with its fingerprint (SHA-256)."""

    _name = "inv.recall.evidence"
    _description = "Evidence of a Recall"
    _order = "create_date desc, id desc"

    recall_id = fields.Many2one(
        "inv.recall", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="recall_id.company_id", store=True)
    name = fields.Char(required=True)
    digest = fields.Char(string="Fingerprint (SHA-256)", required=True)
    attachment_id = fields.Many2one("ir.attachment", ondelete="restrict")
    is_intact = fields.Boolean(compute="_compute_is_intact", string="Unchanged")

    def _compute_is_intact(self):
        for evidence in self:
            # The file is read as it is stored, whoever looks at the case.
            content = evidence.attachment_id.sudo().raw or b""
            evidence.is_intact = hashlib.sha256(content).hexdigest() == evidence.digest
