"""What the planners of the demo company expected, and what they expect now."""

import datetime

#: Days from today, change in %, reason and explanation.
PAST = (-35, -8, 12.0, "new_customer", "Two canteens of the region start")
RUNNING = (-2, 24, 20.0, "promotion", "Advent leaflet in all shops")


def create_overrides(env):
    """Override two categories; the next planning run judges the one that is over."""
    admin = env.ref("base.user_admin")
    gifts = env["product.category"].search([("name", "=", "Giftware")], limit=1)
    pasta = env["product.category"].search([("name", "=", "Pasta B2")], limit=1)
    today = env.company._get_inventory_today()
    return (
        env["inv.forecast.override"]
        .with_user(admin)
        .create(
            [
                {
                    "categ_id": category.id,
                    "date_from": today + datetime.timedelta(days=first),
                    "date_to": today + datetime.timedelta(days=last),
                    "kind": "percent",
                    "value": value,
                    "reason_code": reason,
                    "note": note,
                }
                for category, (first, last, value, reason, note) in (
                    (pasta, PAST),
                    (gifts, RUNNING),
                )
            ]
        )
    )
