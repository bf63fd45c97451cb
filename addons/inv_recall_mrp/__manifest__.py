{
    "name": "Inventory Optimisation: Recalls in Production",
    "summary": "A held lot goes into nothing; a case may begin with an order",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "author": "Inventory Optimisation Team",
    "website": "https://github.com/inventory-optimisation/inventory-optimisation",
    "license": "LGPL-3",
    "depends": ["inv_recall", "mrp"],
    "data": [
        "views/inv_recall_views.xml",
        "views/mrp_production_views.xml",
    ],
    "auto_install": True,
}
