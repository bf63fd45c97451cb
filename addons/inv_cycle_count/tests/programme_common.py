"""A warehouse with zones, places and items in classes, and counts of the past."""

import random
from datetime import timedelta

from odoo.addons.inv_optimisation.tests.common import InvCase


class CountBuilder:
    """Short ways to make zones, items and counts; the class has ``env``."""

    @classmethod
    def new_zone(cls, name, warehouse=None):
        return cls.env["stock.location"].create(
            {
                "name": name,
                "usage": "view",
                "location_id": (warehouse or cls.warehouse).lot_stock_id.id,
            }
        )

    @classmethod
    def new_place(cls, name, zone):
        return cls.env["stock.location"].create(
            {
                "name": name,
                "usage": "internal",
                "location_id": zone.id,
                "barcode": f"LOC-{zone.id}-{name}",
            }
        )

    @classmethod
    def new_item(cls, name, place, quantity=10, item_class="C", **values):
        """Return a product with stock in a place and a class in the warehouse."""
        product = cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": True,
                "standard_price": 10.0,
                **values,
            }
        )
        cls.classify(product, item_class)
        if quantity:
            cls.env["stock.quant"]._update_available_quantity(product, place, quantity)
        return product

    @classmethod
    def classify(cls, product, item_class, warehouse=None):
        warehouse = warehouse or cls.warehouse
        return cls.env["inv.stocking.point"].create(
            {
                "product_id": product.id,
                "warehouse_id": warehouse.id,
                "company_id": warehouse.company_id.id,
                "abc_class": item_class,
            }
        )

    @classmethod
    def new_programme(cls, rules, warehouse=None, **values):
        return cls.env["inv.count.programme"].create(
            {
                "warehouse_id": (warehouse or cls.warehouse).id,
                "rule_ids": [(0, 0, rule) for rule in rules],
                "calendar_id": cls.get_calendar().id,
                **values,
            }
        )

    @classmethod
    def get_calendar(cls):
        """Return hours of every day, so that the tests also pass on a Sunday."""
        calendars = cls.env["resource.calendar"]
        found = calendars.search([("name", "=", "Every Day")], limit=1)
        hours = {"hour_from": 8, "hour_to": 16}
        return found or calendars.create(
            {
                "name": "Every Day",
                "attendance_ids": [(5, 0, 0)]
                + [
                    (0, 0, {"name": f"Day {day}", "dayofweek": str(day), **hours})
                    for day in range(7)
                ],
            }
        )

    @classmethod
    def new_session(cls, kind="cycle", day=None, **values):
        return cls.env["inv.count.session"].create(
            {
                "warehouse_id": cls.warehouse.id,
                "kind": kind,
                "date_planned": day or cls.today,
                **values,
            }
        )

    @classmethod
    def count(cls, position, counted=10, expected=10, days=0, session=None, **values):
        """Write a posted count of a (place, product) position, ``days`` ago."""
        place, product = position
        moment = cls.env.cr.now() - timedelta(days=days)
        session = session or cls.new_session(day=moment.date(), state="done")
        return cls.env["inv.count.line"].create(
            {
                "session_id": session.id,
                "location_id": place.id,
                "zone_id": place.location_id.id,
                "product_id": product.id,
                "item_class": "C",
                "is_counted": True,
                "first_counted_qty": counted,
                "counted_qty": counted,
                "first_expected_qty": expected,
                "expected_qty": expected,
                "variance_qty": counted - expected,
                "variance_value": 10.0 * (counted - expected),
                "absolute_value": abs(10.0 * (counted - expected)),
                "unit_cost": 10.0,
                "is_hit": counted == expected,
                "counted_datetime": moment,
                "state": "posted",
                "posted_datetime": moment,
                **values,
            }
        )

    @classmethod
    def rows(cls, programme, *domain):
        return cls.env["inv.count.plan"].search(
            [("programme_id", "=", programme.id), *domain]
        )


class CountCase(CountBuilder, InvCase):
    """Two zones with two places each, and a supervisor and a counter."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supervisor = cls.new_user(
            "supervisor", "inv_cycle_count.group_count_supervisor"
        )
        cls.counter = cls.new_user("counter", "inv_cycle_count.group_counter")
        cls.aisle_a, cls.aisle_b = cls.new_zone("Aisle A"), cls.new_zone("Aisle B")
        cls.place_a1 = cls.new_place("A-01", cls.aisle_a)
        cls.place_a2 = cls.new_place("A-02", cls.aisle_a)
        cls.place_b1 = cls.new_place("B-01", cls.aisle_b)
        cls.place_b2 = cls.new_place("B-02", cls.aisle_b)

    @classmethod
    def fill(cls, count, item_class="C", place=None):
        """Return ``count`` items of a class in one place."""
        return [
            cls.new_item(f"Item {item_class}{n}", place or cls.place_a1, 10, item_class)
            for n in range(count)
        ]


class FullPageBuilder(CountBuilder):
    """A warehouse with a year of counts, to look at both pages when they are full."""

    ZONES = {"Aisle A": 14, "Aisle C": 12, "Cold Store": 5, "Yard and Bulk": 5}
    ITEMS = {"A": 60, "B": 120, "C": 240}
    CAUSES = ("wrong_place", "uom", "pick", "production", "receipt", "lot", "unknown")

    @classmethod
    def build(cls, seed=7):
        """Create everything; the class needs env, warehouse, today and counters."""
        rng = random.Random(seed)
        places = [
            cls.new_place(f"{zone[:1]}-{number:02d}", location)
            for zone, count in cls.ZONES.items()
            for location in [cls.new_zone(zone)]
            for number in range(1, count + 1)
        ]
        positions = {}
        for name, count in cls.ITEMS.items():
            for number in range(count):
                place = rng.choice(places)
                label = f"Part {name}{number:03d}"
                item = cls.new_item(label, place, rng.randint(5, 90), name)
                positions[place, item] = name
        programme = cls.new_programme(
            cls.env["inv.count.rule"]._get_defaults(),
            counters_per_day=2,
            minutes_per_counter=24,
            sample_size=6,
            date_start=cls.today - timedelta(days=70),
            counter_ids=[(6, 0, cls.counters.ids)],
        )
        cls.build_history(rng, list(positions.items()))
        programme.action_plan_now()
        cls.start_sessions(programme)
        return programme

    @classmethod
    def build_history(cls, rng, positions):
        """Count at random on the days of a year; records get better."""
        causes = [cls.env.ref(f"inv_cycle_count.cause_{name}") for name in cls.CAUSES]
        for days in range(330, 0, -1):
            day = cls.today - timedelta(days=days)
            if day.weekday() > 4:
                continue
            for kind, count in (("sample", 3), ("cycle", rng.randint(2, 22))):
                session = cls.new_session(kind, day, state="done")
                for (place, item), name in rng.sample(positions, count):
                    wrong = 0.05 * (1.6 - rng.random()) * (0.6 + days / 330)
                    is_hit = rng.random() > wrong * (1 if kind == "sample" else 2)
                    weights = [9, 6, 5, 3, 2, 1, 2]
                    cause = rng.choices(causes, weights)[0]
                    cls.count(
                        (place, item),
                        30 if is_hit else rng.choice([24, 28, 29, 33, 36]),
                        30,
                        days,
                        session,
                        item_class=name,
                        cause_id=False if is_hit else cause.id,
                        first_counter_id=rng.choice(cls.counters.ids),
                        counter_id=cls.counters[:1].id,
                    )

    @classmethod
    def start_sessions(cls, programme):
        """Count a part of today's sessions."""
        sessions = cls.env["inv.count.session"].search(
            [("programme_id", "=", programme.id), ("date_planned", "=", cls.today)]
        )
        for number, session in enumerate(sessions):
            if number % 3 == 0:
                session.state = "counting"
                places = session.place_ids[: len(session.place_ids) // 2 + 1]
                places.state = "submitted"
                session.line_ids.filtered(
                    lambda line, done=places: line.location_id in done.location_id
                ).write({"is_counted": True, "counter_id": session.user_id.id})
            elif number % 3 == 1:
                session.user_id = False
