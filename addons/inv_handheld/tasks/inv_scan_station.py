import time

from odoo import api, models
from odoo.exceptions import AccessError, UserError

GROUP = "inv_handheld.group_scan_user"
#: Settings that a user may keep on the server, with their values.
SETTINGS = {
    "sound": bool,
    "volume": int,
    "vibration": bool,
    "hand": ("right", "left"),
    "theme": ("light", "night"),
    "facing": ("environment", "user"),
    "reader": ("wedge", "rfid", "camera"),
}


class InvScanStation(models.AbstractModel):
    """What the station asks the server, and the hooks of other addons."""

    _name = "inv.scan.station"
    _description = "Scan station"

    # ------------------------------------------------------------------
    # Called by the client
    # ------------------------------------------------------------------

    @api.model
    def get_session(self):
        """Return who works here: user, company, settings and the server's clock."""
        self._check_user()
        user, company = self.env.user, self.env.company
        sites = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=2
        )
        # The settings of the user who asks, nobody else's.
        settings = user.sudo().res_users_settings_id.inv_scan_settings
        return {
            "user": {"id": user.id, "name": user.name, "lang": user.lang or "en_US"},
            "company": {"id": company.id, "name": company.name},
            "place": sites.name if len(sites) == 1 else company.name,
            "settings": settings or {},
            "server_time": self._get_clock(),
            **self.get_home(),
        }

    @api.model
    def get_home(self):
        """Return ``tasks`` that the user may use, with counts, and ``hides_stock``."""
        self._check_user()
        return {
            "tasks": [
                {
                    "code": task._task_code,
                    "name": task._get_task_name(),
                    "icon": task._task_icon,
                    "has_tile": task._task_has_tile,
                    **task._get_home_data(),
                }
                for task in self._get_available_tasks()
            ],
            # The device then forgets figures that it has seen.
            "hides_stock": bool(self._get_hidden_locations(self.env.user)),
        }

    @api.model
    def save_settings(self, values):
        """Keep the user's settings for the next device; unknown ones are refused."""
        self._check_user()
        for name, value in values.items():
            allowed = SETTINGS.get(name)
            if allowed is None or not self._is_setting(allowed, value):
                message = self.env._("No such setting: %(name)s.", name=name)
                raise UserError(message)
        model = self.env["res.users.settings"]
        settings = model._find_or_create_for_user(self.env.user)
        kept = {**(settings.inv_scan_settings or {}), **values}
        # The settings of the user who asks, and only the keys above.
        settings.sudo().inv_scan_settings = kept
        return kept

    # ------------------------------------------------------------------
    # Hooks
    # ------------------------------------------------------------------

    @api.model
    def _get_holds(self, lots, products):
        """Return {lot or product: {"reason", "allowed"}} of what must not be used.

        ``lots`` and ``products`` are all that a card shows; answer them in a constant
        number of queries. ``reason`` says why ("Recall RC-0007"), ``allowed`` what may
        still be done. A held record is shown as HELD before every number.
        """
        return {}

    @api.model
    def _get_hidden_locations(self, user):
        """Return the places whose quantities ``user`` must not see, without children.

        Override for blind counts that are under way. Look-up shows neither quantities
        there nor sums that hold them.
        """
        return self.env["stock.location"]

    @api.model
    def _get_offer(self, scan):
        """Return what the station offers after ``scan``, a dict of the parser.

        A list of ``{"label", "icon", "task", "state", "payload"}``: a tap opens the
        task in that state. Example: "Spot count here?" after a place.
        """
        return []

    # ------------------------------------------------------------------
    # Tasks and rights
    # ------------------------------------------------------------------

    @api.model
    def _check_user(self):
        if not (self.env.su or self.env.user.has_group(GROUP)):
            raise AccessError(
                self.env._("Ask for the role Scan station user to use the station.")
            )

    @api.model
    def _get_tasks(self):
        """Return {code: task} of every task, found by inheritance, in tile order."""
        names = self.env.registry.descendants(["inv.scan.task"], "_inherit")
        tasks = [self.env[name] for name in names]
        tasks = [task for task in tasks if task._task_code]
        tasks.sort(key=lambda task: (task._task_sequence, task._task_code))
        return {task._task_code: task for task in tasks}

    @api.model
    def _get_available_tasks(self):
        return [task for task in self._get_tasks().values() if task._is_available()]

    @api.model
    def _get_task(self, code):
        task = self._get_tasks().get(code)
        if task is None:
            message = self.env._("This station knows no task %(task)s.", task=code)
            raise UserError(message)
        if not task._is_available():
            name = task._get_task_name()
            message = self.env._("You may not use the task %(task)s.", task=name)
            raise AccessError(message)
        return task

    @api.model
    def _get_client_modules(self, bundle):
        """Return the addons that have files in ``bundle``: whose texts it needs."""
        files = self.env["ir.asset"]._get_asset_paths(bundle, {})
        return sorted({path.strip("/").split("/")[0] for path, *_rest in files})

    @api.model
    def _is_setting(self, allowed, value):
        if isinstance(allowed, tuple):
            return value in allowed
        return type(value) is allowed and (allowed is bool or 0 <= value <= 100)

    @api.model
    def _get_clock(self):
        """Return the server's clock in milliseconds, as JavaScript counts."""
        return int(time.time() * 1000)
