from odoo import api, models


class InvScanTask(models.AbstractModel):
    """Contract of a task of the scan station.

    A task is an abstract model ``inv.scan.task.<code>`` that inherits this one, and a
    folder of screens that is registered in the client under the same code. The station
    finds tasks by inheritance; what the client may call goes through these methods.
    """

    _name = "inv.scan.task"
    _description = "Task of the scan station"

    #: Code in the protocol and in the client's registry; empty = no task (a base).
    _task_code = None
    #: Font Awesome class of the tile.
    _task_icon = "fa-barcode"
    #: Position among the tiles.
    _task_sequence = 100
    #: Whether the task has a tile; without one it is reached by scans only.
    _task_has_tile = True

    @api.model
    def _get_task_name(self):
        """Return the name on the tile, in the user's language."""
        raise NotImplementedError

    @api.model
    def _is_available(self):
        """Return whether the user may use the task; checked before every answer."""
        return True

    @api.model
    def _get_home_data(self):
        """Return what the home screen shows: ``{"count": 3, "card": {…}}``.

        ``count`` is the number on the tile (0 hides it); ``card`` goes to the task's
        HomeCard in the client. Both may be left out. Constant number of queries.
        """
        return {}

    @api.model
    def _answer(self, state, event):
        """Answer one event; ``state`` is the screen's state when it happened.

        ``event`` is an ``inv.scan.event``, readable by its user: ``event.raw`` is the
        code, ``event._parse()`` its meaning, ``event.payload`` what the client added
        (a dict). With the state ``undo`` the task takes back the event with the UUID
        in ``payload["undo"]``.

        Return a dict with any of: ``next_state``; ``data`` (what the screen shows;
        ``data["alarm"]`` opens the full-screen alarm); ``message``; ``feedback`` (ok,
        duplicate, unknown, wrong, done); ``state`` ("duplicate" for what was counted
        already). Raise a UserError to refuse the event: it stays on the device with
        the reason. The method runs in a savepoint of its own.
        """
        raise NotImplementedError
