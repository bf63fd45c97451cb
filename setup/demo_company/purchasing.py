"""Terms of the vendors, limits of the approvers, and the requisitions they decide."""

from datetime import date, timedelta

#: (minimum order, value from which a discount is given, percent, full load in kg).
TERMS = {
    "Kessler Import": (2500, 6000, 2.0, 600),
    "Ostmark Trading": (1500, 8000, 3.0, 0),
    "Harbour Wholesale": (1000, 0, 0, 900),
    "Tamis Atelier": (4000, 9000, 2.5, 0),
    "Molino Adriatico": (800, 0, 0, 1200),
    "Pastificio Valle": (800, 3000, 1.5, 1200),
    "Crossway Supplies": (0, 2000, 1.0, 0),
    "Polder Goods": (500, 0, 0, 0),
}
#: Cost of placing and receiving an order, whatever its lines.
ORDER_COSTS = {"Kessler Import": 60.0, "Harbour Wholesale": 45.0}
LANDED_RATES = {"Ostmark Trading": 6.0, "Tamis Atelier": 9.0, "Molino Adriatico": 4.0}
SECOND_VENDOR_SHARE = 0.15
PLANNER_LIMIT, AUTOMATIC_LIMIT, TWO_PERSON_AMOUNT = 5000.0, 250.0, 20000.0


def set_up(env, vendors, products, generator):
    """Let the company raise requisitions; give vendors terms and people limits."""
    company = env.company
    company.write(
        {"inv_requisition_mode": "approval", "inv_requisition_gather_sites": True}
    )
    buyers = env["res.users"].search([("login", "in", ("admin", "planner"))])
    for index, vendor in enumerate(vendors):
        _set_terms(vendor.partner, buyers[index % len(buyers)])
    _add_second_vendors(vendors, products, generator)
    _create_limits(env, company)
    _create_budgets(env, company, vendors)


def _set_terms(partner, buyer):
    minimum, value, discount, load = TERMS[partner.name]
    partner.write(
        {
            "buyer_id": buyer.id,
            "inv_minimum_order_value": minimum,
            "inv_break_order_value": value,
            "inv_break_discount": discount,
            "inv_load_weight": load,
            "inv_landed_cost_rate": LANDED_RATES.get(partner.name, 0.0),
            "inv_order_cost": ORDER_COSTS.get(partner.name, 0.0),
        }
    )


def _add_second_vendors(vendors, products, generator):
    """Let some items have a second vendor that is cheaper and slower, or dearer."""
    for product in products:
        product.weight = round(float(generator.uniform(0.1, 2.5)), 2)
        if generator.random() > SECOND_VENDOR_SHARE:
            continue
        first = product.seller_ids[:1]
        other = vendors[int(generator.integers(0, len(vendors)))]
        if other.partner != first.partner_id:
            first.copy(
                {
                    "partner_id": other.partner.id,
                    "price": round(first.price * generator.uniform(0.94, 1.08), 2),
                    "delay": other.promised,
                    "sequence": 20,
                    "product_tmpl_id": product.product_tmpl_id.id,
                }
            )


def _create_limits(env, company):
    planner = env["res.users"].search([("login", "=", "planner")])
    base = {"company_id": company.id}
    env["inv.requisition.limit"].create(
        [
            {**base, "approver_id": planner.id, "amount_max": PLANNER_LIMIT},
            {**base, "is_automatic": True, "amount_max": AUTOMATIC_LIMIT},
        ]
    )
    managers = env.ref("inv_optimisation.inv_requisition_limit_manager")
    managers.two_person_amount = TWO_PERSON_AMOUNT
    # Small items need no approver: class C is approved under the automatic limit.
    policies = env["inv.stocking.policy"].search([("abc_class", "=", "C")])
    policies.requisition_mode = "automatic"


def _create_budgets(env, company, vendors):
    today = date.today()
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    last = (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    quarter = (today.month - 1) // 3 + 1
    env["inv.requisition.budget"].create(
        [
            {
                "name": f"Q{quarter} {today.year}",
                "company_id": company.id,
                "vendor_id": vendor.partner.id,
                "date_from": first,
                "date_to": last,
                "amount": amount,
            }
            for vendor, amount in zip(
                vendors,
                (60000, 130000, 45000, 90000, 18000, 45000, 20000, 32000),
                strict=True,
            )
        ]
    )


def raise_and_decide(env):
    """Raise what is needed; one line is changed, one requisition approved."""
    env["inv.requisition.signal"]._work_off(commit=True)
    admin = env(user=env.ref("base.user_admin").id)
    requisitions = admin["inv.requisition"].search([("state", "=", "to_approve")])
    if len(requisitions) > 2:
        line = requisitions[0].line_ids[-1:]
        planner = env["res.users"].search([("login", "=", "planner")])
        requisitions.with_user(planner).decide_change(
            requisitions[0].id, {line.id: line.qty * 2}, "Trade fair in spring"
        )
        requisitions.decide_approve(requisitions[-1].ids)
    env.cr.commit()
    lines = env["inv.requisition.line"].search_count([])
    return lines, env["inv.requisition"].search_count([])
