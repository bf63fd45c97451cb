{
    "name": "Inventory Optimisation: Transfers of Missing Parts",
    "summary": "A part that another site has is no reason to wait",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "author": "Inventory Optimisation Team",
    "website": "https://github.com/inventory-optimisation/inventory-optimisation",
    "license": "LGPL-3",
    "depends": ["inv_multisite", "inv_production"],
    "auto_install": True,
    "assets": {
        "web.assets_backend": ["inv_multisite_production/static/src/**/*"],
    },
}
