from odoo.http import request

from odoo.addons.web.controllers.webmanifest import WebManifest

APP = "inv_handheld"


class ScanManifest(WebManifest):
    """Lets the station be installed on a device through core's ``/scoped_app``."""

    def _get_scoped_app_name(self, app_id):
        if app_id == APP:
            return request.env._("Scan station")
        return super()._get_scoped_app_name(app_id)

    def _get_scoped_app_icons(self, app_id):
        if app_id != APP:
            return super()._get_scoped_app_icons(app_id)
        folder = f"/{APP}/static/description"
        return [
            {
                "src": f"{folder}/icon-{size}.png",
                "sizes": f"{size}x{size}",
                "type": "image/png",
            }
            for size in (192, 512)
        ]

    def _get_scoped_app_shortcuts(self, app_id):
        shortcuts = super()._get_scoped_app_shortcuts(app_id)
        if app_id == APP:
            name = request.env._("Look up")
            shortcuts = [*shortcuts, {"name": name, "url": "/scan?task=lookup"}]
        return shortcuts
