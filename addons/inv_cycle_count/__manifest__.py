{
    "name": "Inventory Optimisation: Cycle Counting",
    "summary": "Records that can be trusted, with the least counting",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "author": "Inventory Optimisation Team",
    "website": "https://github.com/inventory-optimisation/inventory-optimisation",
    "license": "LGPL-3",
    "depends": ["inv_optimisation", "inv_handheld"],
    "data": [
        "security/inv_cycle_count_groups.xml",
        "security/ir.model.access.csv",
        "security/inv_cycle_count_rules.xml",
        "data/ir_sequence_data.xml",
        "data/ir_cron_data.xml",
        "data/inv_count_cause_data.xml",
        "data/inv_count_tolerance_data.xml",
        "views/inv_count_session_views.xml",
        "views/inv_count_line_views.xml",
        "views/inv_count_review_views.xml",
        "views/inv_count_tolerance_views.xml",
        "views/inv_count_cause_views.xml",
        "views/inv_count_limit_views.xml",
        "views/inv_count_posting_views.xml",
        "views/res_config_settings_views.xml",
        "views/inv_cycle_count_menus.xml",
    ],
    "assets": {
        "inv_handheld.assets_station": [
            (
                "before",
                "inv_handheld/static/src/main.js",
                "web/static/src/core/utils/patch.js",
            ),
            (
                "before",
                "inv_handheld/static/src/main.js",
                "barcodes/static/src/js/barcode_parser.js",
            ),
            (
                "before",
                "inv_handheld/static/src/main.js",
                "barcodes_gs1_nomenclature/static/src/js/barcode_parser.js",
            ),
            (
                "before",
                "inv_handheld/static/src/main.js",
                "inv_cycle_count/static/src/station/**/*",
            ),
        ],
        "web.assets_backend": [
            "inv_cycle_count/static/src/**/*",
            # The scan station has a bundle of its own.
            ("remove", "inv_cycle_count/static/src/station/**/*"),
        ],
        "web.assets_unit_tests": [
            "inv_cycle_count/static/src/station/**/*",
            "inv_cycle_count/static/tests/*_data.js",
            "inv_cycle_count/static/tests/**/*.test.js",
        ],
        "web.assets_tests": ["inv_cycle_count/static/tests/tours/*.js"],
    },
}
