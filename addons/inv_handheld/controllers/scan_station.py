import json

from werkzeug.exceptions import BadRequest

from odoo.exceptions import UserError
from odoo.http import Controller, request, route
from odoo.tools import file_open

BUNDLE = "inv_handheld.assets_station"
WORKER = "inv_handheld/static/service_worker/service_worker.js"


class ScanStationController(Controller):
    """The page of the station and what it sends. Each route calls one model method."""

    @route("/scan", type="http", auth="user", methods=["GET"], readonly=True)
    def station(self, **_options):
        """Return the shell: the same for every user, so that it may be cached."""
        request.env["inv.scan.station"]._check_user()
        lang = request.env.user.lang or "en_US"
        modules = request.env["inv.scan.station"]._get_client_modules(BUNDLE)
        session = {
            "translationURL": f"/web/webclient/translations?mods={','.join(modules)}",
            "bundle_params": {"lang": lang},
            "test_mode": False,
        }
        return request.render(
            "inv_handheld.station", {"session_info": session, "lang": lang}
        )

    @route("/scan/session", type="jsonrpc", auth="user", readonly=True)
    def session(self):
        """Return who works here; what is secret stays out of every cache."""
        session = request.env["inv.scan.station"].get_session()
        return {**session, "csrf_token": request.csrf_token(None)}

    @route("/scan/events", type="jsonrpc", auth="user")
    def events(self, device, events, client_time=None, user_id=None):
        """Apply a batch of events; return their answers in the same order."""
        station = request.env["inv.scan.station"]
        return station.submit_events(device, events, client_time, user_id)

    @route("/scan/photo", type="http", auth="user", methods=["POST"])
    def photo(self, event, key, file, **_options):
        """Keep one photo with its event; a second upload of it changes nothing."""
        if not hasattr(file, "read"):
            raise BadRequest("file")
        station = request.env["inv.scan.station"]
        try:
            attachment = station._attach_photo(event, key, file.read())
        except UserError as error:
            body, status = {"error": str(error)}, 422
        else:
            body, status = {"id": attachment}, 200
        headers = [("Content-Type", "application/json")]
        return request.make_response(json.dumps(body), headers, status=status)

    @route(
        "/scan/service-worker.js",
        type="http",
        # A script without any data; the browser updates it when nobody is logged in.
        auth="public",
        methods=["GET"],
        readonly=True,
    )
    def service_worker(self):
        """Return the worker that serves the shell without a network."""
        with file_open(WORKER) as file:
            body = file.read()
        headers = [
            ("Content-Type", "text/javascript"),
            ("Service-Worker-Allowed", "/scan"),
            ("Cache-Control", "no-cache"),
        ]
        return request.make_response(body, headers)
