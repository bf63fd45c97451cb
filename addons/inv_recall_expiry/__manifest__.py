{
    "name": "Inventory Optimisation: Recalls and Expiry",
    "summary": "What expires, and what was sold too late, on one page",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "author": "Inventory Optimisation Team",
    "website": "https://github.com/inventory-optimisation/inventory-optimisation",
    "license": "LGPL-3",
    "depends": ["inv_recall", "product_expiry"],
    "auto_install": True,
    "data": [
        "security/ir.model.access.csv",
        "security/inv_expiring_stock_rules.xml",
        "data/ir_cron_data.xml",
        "views/inv_expiring_stock_views.xml",
        "views/res_config_settings_views.xml",
        "views/inv_recall_expiry_menus.xml",
    ],
}
