{
    "name": "Inventory Optimisation: Recalls in Planning",
    "summary": "Plans do not count on held stock",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "author": "Inventory Optimisation Team",
    "website": "https://github.com/inventory-optimisation/inventory-optimisation",
    "license": "LGPL-3",
    "depends": ["inv_recall", "inv_optimisation"],
    "auto_install": True,
}
