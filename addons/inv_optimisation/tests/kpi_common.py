from .common import InvCase


class KpiCase(InvCase):
    """A snapshot of today, and short ways to its sums and values."""

    @classmethod
    def snapshot(cls, company=None):
        company = company or cls.company
        cls.env["inv.stock.ledger.refresh"]._refresh(company)
        cls.env["inv.kpi.snapshot"]._snapshot(company)
        return cls.env["inv.kpi.snapshot"].search(
            [
                ("company_id", "=", company.id),
                ("date", "=", company._get_inventory_today()),
            ]
        )

    @classmethod
    def value(cls, code, rows):
        """Return the value of a KPI of ``rows``, as the page adds them up."""
        sums = cls.env["inv.kpi.reader"]._read_sums(
            [("id", "in", rows.ids)], "company_id"
        )
        catalogue = cls.env["inv.kpi.catalogue"]
        return catalogue._get_value(
            catalogue._get_kpi(code), sums.get(cls.company.id, {})
        )

    @classmethod
    def classify(cls, product, abc_class, **values):
        """Give ``product`` a stocking point of a class, as a plan would leave it."""
        return cls.env["inv.stocking.point"].create(
            {
                "product_id": product.id,
                "warehouse_id": cls.warehouse.id,
                "company_id": cls.company.id,
                "abc_class": abc_class,
                **values,
            }
        )

    @classmethod
    def buy(cls, product, quantity, price, planned=None):
        """Order and receive ``product`` at ``price``; return the receipt."""
        order = cls.env["purchase.order"].create(
            {
                "partner_id": cls.vendor.id,
                "company_id": cls.company.id,
                "picking_type_id": cls.warehouse.in_type_id.id,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": product.id,
                            "product_qty": quantity,
                            "price_unit": price,
                            "tax_ids": False,
                            "date_planned": planned or cls.days_ago(0),
                        },
                    )
                ],
            }
        )
        order.button_confirm()
        picking = order.picking_ids
        picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        picking.button_validate()
        return picking
