from odoo import api, models
from odoo.exceptions import AccessError, UserError

MANAGER = "inv_optimisation.group_inv_manager"
#: Steps that the banner of the workbench names.
BANNER_STEPS = 2


class InvChecklist(models.AbstractModel):
    """The first steps: what is missing, why it matters, and a way to fix it.

    A step is a dict of ``_prepare_step``. Another addon adds steps by extending
    ``_get_codes`` and two methods for each code: ``_prepare_<code>(company, facts)``
    returns the step or None where it does not apply, ``_fix_<code>(company)`` returns
    an action, or a message when it did the work. ``_get_facts`` reads what several
    steps need, in a few queries.
    """

    _name = "inv.checklist"
    _description = "First Steps"
    _inherit = ["inv.stocking.point.wording"]

    # ------------------------------------------------------------------------
    # What other addons extend
    # ------------------------------------------------------------------------

    def _get_codes(self):
        """Return the codes of all steps, in the order in which they are taken."""
        return []

    def _get_facts(self, company):
        """Return what is known of ``company`` before any step is prepared."""
        return {}

    def _prepare_step(self, is_done, title, why, button, **values):
        """Return a step.

        ``state`` is ``done``, ``open``, or ``later`` when only a plan can tell;
        ``is_important`` steps are named on the workbench; ``can_check`` steps are done
        when somebody looked at them; ``group`` may fix, others read whom to ask.
        """
        group = values.pop("group", None)
        may_fix = not group or self.env.user.has_group(group)
        return {
            "state": "done" if is_done else "open",
            "title": title,
            "why": why,
            "button": button if may_fix else "",
            "hint": "" if may_fix else self.env._("An administrator can set this."),
            "count": 0,
            "is_important": False,
            "can_check": False,
            **values,
        }

    def _choose(self, count, one, many):
        """Return the sentence for one or for several items."""
        return one if count == 1 else many % {"count": self._number(count, 0)}

    # ------------------------------------------------------------------------
    # Page and banner
    # ------------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_checklist(self):
        """Return all steps with how many of them are done."""
        self._check_manager()
        steps = self._get_steps(self.env.company)
        done = sum(step["state"] == "done" for step in steps)
        return {
            "steps": steps,
            "progress": self.env._(
                "%(done)s of %(total)s done",
                done=self._number(done, 0),
                total=self._number(len(steps), 0),
            ),
            "share": done / len(steps) if steps else 1.0,
            "is_complete": done == len(steps),
        }

    @api.model
    @api.readonly
    def get_banner(self):
        """Return what the workbench says about open steps, None when nothing."""
        if not self.env.user.has_group(MANAGER):
            return None
        steps = self._get_steps(self.env.company)
        urgent = self._get_urgent(steps)
        hidden = self._get_marks(self.env.company, self.env.user)
        if all(step["count"] <= hidden.get(step["code"], -1) for step in urgent):
            return None
        titles = "; ".join(step["title"] for step in urgent[:BANNER_STEPS])
        rest = len(urgent) - BANNER_STEPS
        if rest > 0:
            titles = self.env._(
                "%(steps)s; %(count)s more", steps=titles, count=self._number(rest, 0)
            )
        done = sum(step["state"] == "done" for step in steps)
        return {
            "text": self.env._("%(steps)s.", steps=titles),
            "progress": self.env._(
                "%(done)s of %(total)s first steps done",
                done=self._number(done, 0),
                total=self._number(len(steps), 0),
            ),
        }

    def _get_steps(self, company):
        facts = self._get_facts(company)
        checked = self._get_marks(company, None)
        steps = []
        for code in self._get_codes():
            step = getattr(self, f"_prepare_{code}")(company, facts)
            if not step:
                continue
            if step["can_check"] and code in checked:
                step["state"] = "done"
            steps.append({"code": code, **step})
        return steps

    def _get_urgent(self, steps):
        return [s for s in steps if s["is_important"] and s["state"] == "open"]

    def _get_marks(self, company, user):
        """Return {code: items that were open then} of the marks of a user or of all."""
        marks = self.env["inv.checklist.mark"].search_fetch(
            [
                ("company_id", "=", company.id),
                ("user_id", "=", user.id if user else False),
            ],
            ["code", "item_count"],
        )
        return {mark.code: mark.item_count for mark in marks}

    # ------------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------------

    @api.model
    def fix(self, code):
        """Return ``{"action"}`` that leads to what is missing, or ``{"message"}``."""
        self._check_manager()
        self._check_code(code)
        result = getattr(self, f"_fix_{code}")(self.env.company)
        return {"message": result} if isinstance(result, str) else {"action": result}

    @api.model
    def mark_checked(self, code):
        """Remember that a step was looked at, for the whole company."""
        self._check_manager()
        self._check_code(code)
        company = self.env.company
        if code not in self._get_marks(company, None):
            self.env["inv.checklist.mark"].create(
                {"company_id": company.id, "code": code}
            )
        return self.get_checklist()

    @api.model
    def hide_banner(self):
        """Hide the banner from this user until a step opens or gets more items."""
        self._check_manager()
        company, user = self.env.company, self.env.user
        marks = self.env["inv.checklist.mark"]
        marks.search(
            [("company_id", "=", company.id), ("user_id", "=", user.id)]
        ).unlink()
        marks.create(
            [
                {
                    "company_id": company.id,
                    "user_id": user.id,
                    "code": step["code"],
                    "item_count": step["count"],
                }
                for step in self._get_urgent(self._get_steps(company))
            ]
        )
        return True

    def _check_manager(self):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "The first steps are for managers of inventory optimisation."
                )
            )

    def _check_code(self, code):
        if code not in self._get_codes():
            raise UserError(self.env._("There is no such step any more. Reload."))

    # ------------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------------

    def _open(self, xmlid, **values):
        """Return a window action of another file, with other values."""
        action = self.env["ir.actions.actions"]._for_xml_id(xmlid)
        return {**action, **values}

    def _open_list(self, name, model, domain, **values):
        """Return a list and form of ``model``."""
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "domain": domain,
            "views": [(False, "list"), (False, "form")],
            **values,
        }
