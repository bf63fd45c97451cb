{
    "name": "Inventory Optimisation: Several Sites",
    "summary": "The right stock in the right place, moved only when it pays",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "author": "Inventory Optimisation Team",
    "website": "https://github.com/inventory-optimisation/inventory-optimisation",
    "license": "LGPL-3",
    "depends": ["inv_optimisation"],
    "data": [
        "security/ir.model.access.csv",
        "security/inv_multisite_rules.xml",
        "views/inv_lane_views.xml",
        "views/inv_multisite_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["inv_multisite/static/src/**/*"],
        "web.assets_unit_tests": [
            "inv_multisite/static/tests/*_data.js",
            "inv_multisite/static/tests/**/*.test.js",
        ],
        "web.assets_tests": ["inv_multisite/static/tests/tours/*.js"],
    },
}
