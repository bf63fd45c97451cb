"""Master data of the demo company, through the ORM."""

import dataclasses

SITES = [("Rotterdam DC", "RTM"), ("Leeds Plant", "LDS"), ("Lyon DC", "LYN")]
COMPANY_NAME = "Northmoor Supply"
TIMEZONE = "Europe/Amsterdam"
#: (mean, spread) of the true lead time in days, promised days, minimum order, pack.
VENDORS = [
    ("Kessler Import", (6, 1.0), 6, 0, 12),
    ("Ostmark Trading", (24, 6.0), 18, 48, 24),
    ("Harbour Wholesale", (12, 2.0), 12, 24, 1),
    ("Tamis Atelier", (35, 9.0), 28, 100, 10),
    ("Molino Adriatico", (9, 1.5), 7, 60, 20),
    ("Pastificio Valle", (16, 4.0), 10, 40, 20),
    ("Crossway Supplies", (4, 0.7), 4, 0, 1),
    ("Polder Goods", (14, 5.0), 10, 12, 6),
]
LOGINS = [
    ("planner", "Planner", "inv_optimisation.group_inv_planner"),
    ("viewer", "Viewer", "inv_optimisation.group_inv_user"),
]


@dataclasses.dataclass
class Vendor:
    """A vendor with the lead time that it really has."""

    partner: object
    lead_time: tuple
    promised: int
    minimum: float
    pack: int


def set_up_company(env):
    """Name the company, give it euros, a time zone and a horizon of 0 days."""
    company = env.company
    euro = env.ref("base.EUR")
    euro.active = True
    company.write({"name": COMPANY_NAME, "currency_id": euro.id})
    company.partner_id.tz = TIMEZONE
    env.ref("base.user_admin").tz = TIMEZONE
    company.action_inv_ignore_horizon()
    _create_users(env)
    return company


def _create_users(env):
    purchase = env.ref("purchase.group_purchase_user")
    for login, name, group in LOGINS:
        env["res.users"].with_context(no_reset_password=True).create(
            {
                "name": name,
                "login": login,
                "password": login,
                "tz": TIMEZONE,
                "group_ids": [(4, env.ref(group).id), (4, purchase.id)],
            }
        )


def create_sites(env, company):
    """Return one warehouse for each site; the first one is the existing one."""
    env.ref("base.group_user").implied_ids += env.ref(
        "stock.group_stock_multi_warehouses"
    )
    env.ref("base.group_user").implied_ids += env.ref(
        "stock.group_stock_multi_locations"
    )
    warehouses = env["stock.warehouse"].search(
        [("company_id", "=", company.id)], limit=1
    )
    warehouses.write({"name": SITES[0][0], "code": SITES[0][1]})
    for name, code in SITES[1:]:
        warehouses |= env["stock.warehouse"].create(
            {"name": name, "code": code, "company_id": company.id}
        )
    return warehouses


def create_vendors(env):
    """Return the vendors."""
    partners = env["res.partner"].create(
        [
            {"name": row[0], "is_company": True, "supplier_rank": 1, "group_rfq": "all"}
            for row in VENDORS
        ]
    )
    return [
        Vendor(partner, *row[1:])
        for partner, row in zip(partners, VENDORS, strict=True)
    ]


def create_products(env, items, vendor_of_item, generator):
    """Return one storable product for each item, bought from its vendor."""
    names = sorted({item.category for item in items})
    categories = {
        name: env["product.category"].create({"name": name}) for name in names
    }
    packs = _create_packs(env, {vendor.pack for vendor in vendor_of_item})
    vals_list = []
    for item, vendor in zip(items, vendor_of_item, strict=True):
        seller = {
            "partner_id": vendor.partner.id,
            "price": round(item.cost * vendor.pack, 2),
            "delay": vendor.promised,
            "min_qty": vendor.minimum / vendor.pack,
            "product_uom_id": packs[vendor.pack].id,
        }
        vals_list.append(
            {
                "name": item.name,
                "default_code": item.code,
                "categ_id": categories[item.category].id,
                "type": "consu",
                "is_storable": True,
                "standard_price": item.cost,
                "list_price": round(item.cost * generator.uniform(1.5, 2.2), 2),
                "seller_ids": [(0, 0, seller)],
            }
        )
    return env["product.product"].create(vals_list)


def _create_packs(env, sizes):
    """Return {size: unit of measure}, boxes for everything above one piece."""
    unit = env.ref("uom.product_uom_unit")
    packs = {1: unit}
    for size in sorted(sizes - {1}):
        packs[size] = env["uom.uom"].create(
            {
                "name": f"Box of {size}",
                "relative_uom_id": unit.id,
                "relative_factor": size,
            }
        )
    return packs
