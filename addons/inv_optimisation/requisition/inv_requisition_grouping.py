from collections import defaultdict
from typing import NamedTuple

from odoo import models


class RequisitionKey(NamedTuple):
    """What the lines of a requisition have in common, as ids; 0 = none."""

    supply_type: str
    vendor_id: int
    buyer_id: int
    currency_id: int
    warehouse_id: int
    source_warehouse_id: int
    mode: str


class InvRequisitionGrouping(models.AbstractModel):
    """Which lines gather in which requisition: one vendor, lane or plant each."""

    _name = "inv.requisition.grouping"
    _description = "Requisition Grouping"

    def _get_key(self, item, supply_type, seller, mode, company):
        """Return the key of ``item``, a stocking point or a line."""
        vendor = seller.partner_id
        currency = seller.currency_id or company.currency_id
        is_gathered = company.inv_requisition_gather_sites and supply_type == "buy"
        source = 0
        if supply_type == "transfer":
            source = self._get_source_warehouse(item).id
        return RequisitionKey(
            supply_type,
            vendor.id or 0,
            vendor.buyer_id.id or 0,
            currency.id,
            0 if is_gathered else item.warehouse_id.id,
            source or 0,
            mode,
        )

    def _get_source_warehouse(self, item):
        """Return the site that core's rules would take the item from."""
        sources = item.orderpoint_id.rule_ids.location_src_id.warehouse_id
        return (sources - item.warehouse_id)[:1]

    def _get_requisitions(self, keys, company):
        """Return {key: an open automatic requisition}, created where there is none."""
        found = defaultdict(lambda: self.env["inv.requisition"])
        existing = self.env["inv.requisition"].search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "to_approve"),
                ("is_automatic", "=", True),
            ],
            order="id",
        )
        for requisition in existing:
            if not requisition._get_counting_approvals():
                found.setdefault(self._get_key_of(requisition), requisition)
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        # Superuser: the scheduled action works for a company, not for a person.
        quiet = {"mail_create_nosubscribe": True, "mail_create_nolog": True}
        requisitions = self.env["inv.requisition"].sudo().with_context(**quiet)
        created = requisitions.create(
            [self._prepare_requisition(key, company) for key in missing]
        )
        found.update(zip(missing, created.with_env(self.env), strict=True))
        return found

    def _get_key_of(self, requisition):
        return RequisitionKey(
            requisition.supply_type,
            requisition.vendor_id.id or 0,
            requisition.buyer_id.id or 0,
            requisition.currency_id.id,
            requisition.warehouse_id.id or 0,
            requisition.source_warehouse_id.id or 0,
            requisition.mode,
        )

    def _prepare_requisition(self, key, company):
        names = ("vendor_id", "buyer_id", "warehouse_id", "source_warehouse_id")
        return {
            "company_id": company.id,
            "supply_type": key.supply_type,
            "currency_id": key.currency_id,
            "mode": key.mode,
            "is_automatic": True,
            **{name: getattr(key, name) or False for name in names},
        }
