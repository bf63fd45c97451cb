from collections import defaultdict

from odoo import api, models

PAGE = 20


class InvRecall(models.Model):
    """The tree of a case: vendors, lots, orders and customers, level by level."""

    _inherit = "inv.recall"

    def _get_roots(self):
        """Return the first level: the triggers by vendor, and lots beside them."""
        lines = self.env["inv.recall.lot"].search(
            [
                ("recall_id", "=", self.id),
                ("level", "=", 0),
                ("role", "!=", "component"),
            ]
        )
        by_vendor = defaultdict(lambda: self.env["inv.recall.lot"])
        for line in lines.filtered(lambda line: line.role == "seed"):
            by_vendor[line.vendor_id, line.reference] |= line
        roots = []
        for (vendor, reference), group in by_vendor.items():
            nodes = self._get_lot_nodes(group[:PAGE])
            if vendor:
                roots.append(self._vendor_node(vendor, reference, group, nodes))
            else:
                roots += nodes
        beside = lines.filtered(lambda line: line.role != "seed")
        beside = beside.sorted(lambda line: (not line.included, line.role))
        roots += self._get_lot_nodes(beside[:PAGE])
        if len(beside) > PAGE:
            roots.append(self._more_node("beside", beside[PAGE:]))
        return roots

    @api.readonly
    def get_children(self, line_id, offset=0):
        """Return what became of a lot: orders that used it, customers that have it.

        Parameters
        ----------
        line_id
            A line of the case.
        offset
            Nodes that are shown already.

        Returns
        -------
        list of dict
            At most a page of nodes and, if there are more, one that says so.
        """
        self.ensure_one()
        line = self.env["inv.recall.lot"].search(
            [("id", "=", line_id), ("recall_id", "=", self.id)]
        )
        links = self.env["inv.recall.link"].search(
            [("parent_id", "=", line.id)], limit=PAGE + 1, offset=offset
        )
        nodes = self._get_link_nodes(links[:PAGE])
        if len(links) > PAGE:
            total = self.env["inv.recall.link"].search_count(
                [("parent_id", "=", line.id)]
            )
            return [*nodes, self._rest_node(line, offset + PAGE, total)]
        return nodes + self._get_customer_nodes(line)

    @api.readonly
    def get_components(self):
        """Return the lots that went into the triggers, the nearest first."""
        self.ensure_one()
        lines = self.env["inv.recall.lot"].search(
            [("recall_id", "=", self.id), ("role", "=", "component")],
            order="level desc, product_id, lot_name",
            limit=200,
        )
        return self._get_lot_nodes(lines)

    def _get_lot_nodes(self, lines):
        """Return a node for each line, in a constant number of queries."""
        counts = self._count_children(lines)
        return [self._lot_node(line, counts[line.id]) for line in lines]

    def _get_link_nodes(self, links):
        counts = self._count_children(links.child_id)
        nodes = []
        for link in links:
            child = link.child_id
            node = self._lot_node(child, counts[child.id])
            node |= {
                "key": f"link-{link.id}",
                "kind": "order",
                "order": link.reference or "",
                "total": self._qty(link.qty_made),
                "used": self.env._(
                    "%(qty)s %(unit)s used",
                    qty=self._qty(link.qty_used),
                    unit=link.parent_id.uom_id.name,
                ),
            }
            nodes.append(node)
        return nodes

    def _count_children(self, lines):
        """Return the number of uses and customers below each line."""
        counts = defaultdict(int)
        links = self.env["inv.recall.link"]._read_group(
            [("parent_id", "in", lines.ids)], ["parent_id"], ["__count"]
        )
        customers = self.env["inv.recall.delivery"]._read_group(
            [("recall_lot_id", "in", lines.ids)],
            ["recall_lot_id"],
            ["partner_id:count_distinct"],
        )
        for line, count in [*links, *customers]:
            counts[line.id] += count
        return counts

    def _get_customer_nodes(self, line):
        """Return the customers that got a lot, those with most of it first."""
        groups = self.env["inv.recall.delivery"]._read_group(
            [("recall_lot_id", "=", line.id)],
            ["partner_id"],
            ["qty:sum", "qty_back:sum", "date:min", "date:max", "__count"],
        )
        groups.sort(key=lambda group: group[2] - group[1])
        nodes = [self._customer_node(line, *group) for group in groups[:PAGE]]
        if len(groups) > PAGE:
            nodes.append(
                {
                    "key": f"customers-{line.id}",
                    "kind": "more",
                    "icon": "fa-building-o",
                    "label": self.env._(
                        "%(count)s more customers", count=len(groups) - PAGE
                    ),
                    "shipped": self._qty(
                        sum(group[1] - group[2] for group in groups[PAGE:])
                    ),
                    "method": "action_open_deliveries",
                    "arguments": [line.id],
                    "children": 0,
                }
            )
        return nodes

    def action_open_deliveries(self, line_id=False, partner_id=False):
        """Open the deliveries of the case, of one lot or one customer if named."""
        self.ensure_one()
        domain = [("recall_id", "=", self.id), ("recall_lot_id.included", "=", True)]
        if line_id:
            domain = [("recall_lot_id", "=", line_id)]
        if partner_id:
            domain.append(("partner_id", "=", partner_id))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Deliveries of %(case)s", case=self.name),
            "res_model": "inv.recall.delivery",
            "view_mode": "list",
            "views": [[False, "list"]],
            "domain": domain,
        }
