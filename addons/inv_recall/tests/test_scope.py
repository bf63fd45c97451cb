import random

from odoo.fields import Command
from odoo.tests import tagged

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestScope(RecallCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pump = cls.new_product("Pump")

    def roles(self, case):
        case.action_trace()
        return {line.lot_id: line.role for line in case.recall_lot_ids}

    def test_what_was_made_and_what_went_in(self):
        seal, pump = self.new_lot("VD-1"), self.new_lot("CP-1", self.pump)
        station = self.new_lot("ST-1", self.new_product("Station"))
        self.receive(seal, 100)
        self.make({seal: 40}, {pump: 40}, "MO/1")
        self.make({pump: 10}, {station: 10}, "MO/2")
        case = self.new_case(pump)
        self.assertEqual(
            self.roles(case), {pump: "seed", station: "made", seal: "component"}
        )
        levels = {line.lot_id: line.level for line in case.recall_lot_ids}
        self.assertEqual(levels, {pump: 0, station: 1, seal: -1})
        self.assertEqual(case.lot_count, 2, "What went in is not affected.")
        self.assertEqual(case.state, "scope")

    def test_loop_ends(self):
        seal, pump = self.new_lot("VD-1"), self.new_lot("CP-1", self.pump)
        self.receive(seal, 100)
        self.make({seal: 40}, {pump: 40})
        self.make({pump: 5}, {seal: 5})
        self.make({seal: 5}, {pump: 5})
        self.assertEqual(self.roles(self.new_case(seal)), {seal: "seed", pump: "made"})

    def test_random_networks_equal_a_walk(self):
        generator = random.Random(9)
        lots = [self.new_lot(f"L{number}") for number in range(24)]
        for lot in lots:
            self.receive(lot, 1000)
        made = {lot: set() for lot in lots}
        for _order in range(40):
            used, result = generator.sample(lots, 2), generator.sample(lots, 2)
            used = [lot for lot in used if lot not in result] or used[:1]
            result = [lot for lot in result if lot not in used] or [lots[0]]
            self.make(dict.fromkeys(used, 1), dict.fromkeys(result, 1))
            for lot in used:
                made[lot] |= set(result)
            self.env.flush_all()
        for seed in generator.sample(lots, 4):
            roles = self.roles(self.new_case(seed))
            found = {lot for lot, role in roles.items() if role in ("seed", "made")}
            self.assertEqual(found, walk(seed, made))
            used = {lot: {one for one in lots if lot in made[one]} for lot in lots}
            above = {lot for lot, role in roles.items() if role == "component"}
            self.assertLessEqual(above, walk(seed, used))
            self.assertLessEqual(walk(seed, used), set(roles))

    def test_siblings_are_counted_and_taken_in(self):
        seal, twin = self.new_lot("VD-1"), self.new_lot("CP-2", self.pump)
        pump = self.new_lot("CP-1", self.pump)
        self.receive(seal, 100)
        self.make({seal: 40}, {pump: 40})
        self.make({seal: 30}, {twin: 30})
        case = self.new_case(pump)
        self.assertEqual(self.roles(case)[twin], "sibling")
        line = case.recall_lot_ids.filtered(lambda line: line.lot_id == twin)
        self.assertFalse(line.included)
        self.assertEqual(line.qty_total, 30)
        case.include_siblings = True
        self.assertTrue(line.included)
        self.assertEqual(case.lot_count, 2)

    def test_same_vendor_lot_and_same_day(self):
        seal = self.new_lot("OUR-1", inv_vendor_lot="5482-NL")
        same = self.new_lot("OUR-2", inv_vendor_lot="5482-NL")
        other = self.new_lot("OUR-3", inv_vendor_lot="9999-NL")
        for lot in (seal, same, other):
            self.receive(lot, 10)
        roles = self.roles(self.new_case(seal))
        self.assertEqual(roles, {seal: "seed", same: "vendor_lot", other: "same_day"})

    def test_goods_without_numbers_end_the_trace(self):
        seal = self.new_lot("VD-1")
        self.receive(seal, 100)
        line = self.make({seal: 40}, {self.new_lot("X", self.pump): 20}, "MO/7")
        self.env.flush_all()
        line.lot_id = False
        case = self.new_case(seal)
        case.action_trace()
        end = case.recall_lot_ids.filtered(lambda line: not line.lot_id)
        self.assertEqual((end.product_id, end.qty_total), (self.pump, 20))
        self.assertEqual(case.link_ids.child_id, end)
        self.assertEqual(case.link_ids.qty_used, 40)

    def test_used_quantity_is_shared_by_what_was_made(self):
        seal = self.new_lot("VD-1")
        first, second = self.new_lot("A", self.pump), self.new_lot("B", self.pump)
        self.receive(seal, 100)
        lines = self.make({seal: 40}, {first: 30, second: 10})
        lines[1].move_id = lines[0].move_id
        case = self.new_case(seal)
        case.action_trace()
        used = {link.child_id.lot_id: link.qty_used for link in case.link_ids}
        self.assertEqual(used, {first: 30, second: 10})

    def test_new_moves_join(self):
        seal, pump = self.new_lot("VD-1"), self.new_lot("CP-1", self.pump)
        self.receive(seal, 100)
        case = self.new_case(seal)
        case.action_trace()
        line = case.recall_lot_ids
        self.make({seal: 40}, {pump: 40})
        self.ship(pump, 4)
        case.action_trace()
        self.assertEqual(case.recall_lot_ids.lot_id, seal + pump)
        self.assertIn(line, case.recall_lot_ids, "Lines keep their numbers.")
        self.assertEqual(case.delivery_ids.qty, 4)
        self.assertIn("Joined", case.event_ids[-1].text)

    def test_other_company_that_bought_the_lot(self):
        branch = self.env["res.company"].create({"name": "Branch"})
        seal = self.new_lot("VD-1")
        self.receive(seal, 100)
        self.ship(seal, 30, partner=branch.partner_id)
        bought = self.new_lot("VD-1", company_id=branch.id)
        stock = self.env["stock.warehouse"].search([("company_id", "=", branch.id)])
        self.move(bought, 30, self.vendors, stock.lot_stock_id, company=branch)
        case = self.new_case(seal)
        self.assertEqual(self.roles(case), {seal: "seed", bought: "made"})
        self.assertFalse(case.delivery_ids, "Our own company is no customer.")
        user = self.new_user("coordinator", "inv_recall.group_recall_coordinator")
        seen = case.with_user(user).recall_lot_ids
        self.assertEqual(seen.lot_id, seal, "Lines of the branch are for its users.")

    def test_number_of_queries_does_not_grow(self):
        few = self.new_chain("F", 2)
        many = self.new_chain("M", 20)
        self.new_case(few).action_trace()
        counts = []
        for seal in (few, many):
            case = self.new_case(seal)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            case.action_trace()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def new_chain(self, name, count):
        seal = self.new_lot(name)
        self.receive(seal, 100)
        for number in range(count):
            pump = self.new_lot(f"{name}{number}", self.pump)
            self.make({seal: 1}, {pump: 1})
            self.ship(pump, 1)
        return seal


@tagged("post_install", "-at_install")
class TestTrigger(RecallCase):
    def seeds(self, **values):
        return sorted(self.new_case(**values)._get_seed_lots().mapped("name"))

    def test_serial_range(self):
        product = self.new_product("Drive", tracking="serial")
        for name in ("SN0098", "SN0099", "SN0100", "SN0101", "SX0100", "SN0100B"):
            self.new_lot(name, product)
        names = self.seeds(
            trigger_kind="serial_range",
            product_id=product.id,
            serial_from="SN0099",
            serial_to="SN0100",
        )
        self.assertEqual(names, ["SN0099", "SN0100"])

    def test_range_of_different_patterns_is_refused(self):
        with self.assertRaisesRegex(Exception, "no range"):
            self.seeds(
                trigger_kind="serial_range",
                product_id=self.seal.id,
                serial_from="A1",
                serial_to="B9",
            )

    def test_vendor_lot_receipt_and_vendor(self):
        lot = self.new_lot("OUR-1", inv_vendor_lot="5482-NL")
        move = self.receive(lot, 10)
        today = move.date.date()
        other = self.new_lot("5482-NL")
        self.receive(other, 5, self.customer)
        self.assertEqual(
            self.seeds(trigger_kind="vendor_lot", vendor_lot="5482-NL"),
            ["5482-NL", "OUR-1"],
        )
        self.assertEqual(
            self.seeds(
                trigger_kind="vendor_lot",
                vendor_lot="5482-NL",
                vendor_id=self.vendor.id,
            ),
            ["OUR-1"],
        )
        self.assertEqual(
            self.seeds(trigger_kind="receipt", picking_id=move.picking_id.id), ["OUR-1"]
        )
        window = {"date_from": today, "date_to": today}
        self.assertEqual(
            self.seeds(trigger_kind="vendor", vendor_id=self.vendor.id, **window),
            ["OUR-1"],
        )
        self.assertEqual(
            self.seeds(trigger_kind="component", product_id=self.seal.id, **window),
            ["5482-NL", "OUR-1"],
        )

    def test_component_without_numbers(self):
        screw = self.new_product("Screw", tracking="none")
        pump = self.new_lot("CP-1", self.new_product("Pump"))
        seal = self.new_lot("VD-1")
        self.receive(seal, 10)
        line = self.make({seal: 5}, {pump: 5})
        used = self.move(screw, 20, self.stock, line.location_id).move_line_ids
        line.consume_line_ids += used
        today = line.date.date()
        self.assertEqual(
            self.seeds(
                trigger_kind="component",
                product_id=screw.id,
                date_from=today,
                date_to=today,
            ),
            ["CP-1"],
        )

    def test_what_is_missing_is_named(self):
        with self.assertRaisesRegex(Exception, "Vendor, Date From"):
            self.seeds(trigger_kind="vendor")
        case = self.new_case(lots=None)
        case.write({"lot_ids": [Command.clear()]})
        with self.assertRaisesRegex(Exception, "Lots or Serial Numbers"):
            case.action_trace()


def walk(start, neighbours):
    """Return all that can be reached, one step after the other."""
    found, todo = {start}, [start]
    while todo:
        for other in neighbours[todo.pop()] - found:
            found.add(other)
            todo.append(other)
    return found
