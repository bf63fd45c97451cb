{
    "name": "Inventory Optimisation: Production",
    "summary": "Requisitions that become manufacturing orders",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "author": "Inventory Optimisation Team",
    "website": "https://github.com/inventory-optimisation/inventory-optimisation",
    "license": "LGPL-3",
    "depends": ["inv_optimisation", "mrp"],
    "auto_install": True,
    "data": [
        "views/inv_requisition_views.xml",
        "views/mrp_production_views.xml",
    ],
}
