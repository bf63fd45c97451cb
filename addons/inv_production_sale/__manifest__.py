{
    "name": "Inventory Optimisation: Promise on Sales Orders",
    "summary": "Earliest date of a sales order line, through all levels",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "author": "Inventory Optimisation Team",
    "website": "https://github.com/inventory-optimisation/inventory-optimisation",
    "license": "LGPL-3",
    "depends": ["inv_production", "sale_stock"],
    "auto_install": True,
    "data": ["security/ir.model.access.csv", "views/sale_order_views.xml"],
}
