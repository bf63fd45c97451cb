{
    "name": "Test assets",
    "summary": "Test only: takes a file out of the bundle that Debian's Odoo lacks",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "Inventory Optimisation Team",
    "license": "LGPL-3",
    "depends": ["mail"],
    "assets": {
        # Debian removed this file but the manifest of mail still names it, so that
        # every page of the backend logs an error and every tour fails.
        "web.assets_backend": [
            ("remove", "mail/static/lib/selfie_segmentation/selfie_segmentation.js"),
        ],
    },
}
