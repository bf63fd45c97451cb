{
    "name": "Inventory Optimisation: Recalls on the Scan Station",
    "summary": "Whoever scans a held lot is told before every number",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "author": "Inventory Optimisation Team",
    "website": "https://github.com/inventory-optimisation/inventory-optimisation",
    "license": "LGPL-3",
    "depends": ["inv_recall", "inv_handheld"],
    "auto_install": True,
    "assets": {
        "web.assets_unit_tests": ["inv_recall_handheld/static/tests/*.test.js"],
    },
}
