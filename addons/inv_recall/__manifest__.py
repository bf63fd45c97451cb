{
    "name": "Inventory Optimisation: Traceability and Recall",
    "summary": "Every affected piece found, held and accounted for",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "author": "Inventory Optimisation Team",
    "website": "https://github.com/inventory-optimisation/inventory-optimisation",
    "license": "LGPL-3",
    "depends": ["stock", "portal"],
    "data": [
        "security/inv_recall_groups.xml",
        "security/ir.model.access.csv",
        "security/inv_recall_rules.xml",
        "data/ir_sequence_data.xml",
        "views/inv_recall_views.xml",
        "views/inv_recall_lot_views.xml",
        "views/inv_recall_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["inv_recall/static/src/**/*"],
        "web.assets_unit_tests": [
            "inv_recall/static/tests/*_data.js",
            "inv_recall/static/tests/**/*.test.js",
        ],
        "web.assets_tests": ["inv_recall/static/tests/tours/*.js"],
    },
}
