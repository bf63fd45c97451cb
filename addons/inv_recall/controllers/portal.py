import math
import re

from odoo import fields, http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..notify.inv_recall_answer import QUANTITIES


class RecallPortal(CustomerPortal):
    """The page where a customer sees a notice and answers it."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "recall_count" in counters:
            values["recall_count"] = len(self._get_own_notices())
        return values

    def _get_own_notices(self):
        """Return the sent notices of the customer who is logged in.

        Portal users have no right to the model; the domain is what they may see.
        """
        partner = request.env.user.partner_id.commercial_partner_id
        return (
            request.env["inv.recall.notice"]
            .sudo()
            .search(
                [
                    ("partner_id", "=", partner.id),
                    ("date_sent", "!=", False),
                    ("recall_id.kind", "=", "real"),
                ]
            )
        )

    def _get_notice(self, notice_id, access_token):
        """Return a notice that the token, or the customer's login, opens.

        Raises
        ------
        AccessError, MissingError
            When neither does, or there is no such notice.
        """
        own = self._get_own_notices() if not request.env.user._is_public() else []
        for notice in own:
            if notice.id == notice_id:
                return notice
        return self._document_check_access("inv.recall.notice", notice_id, access_token)

    @http.route("/my/recalls", type="http", auth="user", website=True)
    def portal_recalls(self, **_query):
        return request.render(
            "inv_recall.portal_recalls",
            {"notices": self._get_own_notices(), "page_name": "recall"},
        )

    @http.route("/my/recalls/<int:notice_id>", type="http", auth="public", website=True)
    def portal_recall(self, notice_id, access_token=None, **_query):
        try:
            notice = self._get_notice(notice_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if not notice.date_opened and not request.env.user._is_internal():
            # Seen by the customer; the token or the login was checked above.
            state = "opened" if notice.state == "sent" else notice.state
            notice.sudo().write({"date_opened": fields.Datetime.now(), "state": state})
        return self._render_notice(notice, access_token)

    @http.route(
        "/my/recalls/<int:notice_id>/answer",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_recall_answer(self, notice_id, access_token=None, **form):
        try:
            notice = self._get_notice(notice_id, access_token)
            self._check_may_answer(notice)
        except (AccessError, MissingError):
            return request.redirect("/my")
        try:
            quantities = self._read_quantities(notice, form)
            untold = notice._get_untold(quantities)
            if untold and not form.get("confirmed"):
                return self._render_notice(notice, access_token, form, untold=untold)
            notice._answer(
                quantities,
                name=form.get("name", ""),
                note=form.get("note", "").strip(),
            )
        except UserError as error:
            return self._render_notice(notice, access_token, form, str(error))
        return request.redirect(f"{notice.get_portal_url()}&thanks=1")

    def _check_may_answer(self, notice):
        """Refuse that colleagues who may only look answer for a customer."""
        user = request.env.user
        if user._is_internal():
            notice.recall_id.with_user(user).check_access("write")

    def _read_quantities(self, notice, form):
        """Return the quantities of a form by product.

        Raises
        ------
        UserError
            When something is no number.
        """
        quantities = {}
        for question in notice._get_questions():
            product = question["product"]
            told = {}
            for name in QUANTITIES:
                told[name] = self._read_number(form.get(f"{name}_{product.id}"))
            quantities[product.id] = told
        return quantities

    def _read_number(self, text):
        """Return a number as customers type it, or as the page shows it itself.

        A comma is a decimal point, unless it groups thousands in the language of the
        page: "1,200" that the page shows must not come back as 1.2.

        Raises
        ------
        UserError
            When it is no number, or none that can be counted.
        """
        lang = request.env["res.lang"]._lang_get(request.env.lang or "en_US")
        plain = "".join((text or "").split()) or "0"
        group = "".join((lang.thousands_sep or "").split())
        grouped = rf"\d{{1,3}}(?:{re.escape(group)}\d{{2,3}})*{re.escape(group)}\d{{3}}"
        decimals = rf"(?:{re.escape(lang.decimal_point)}\d*)?"
        if group and re.fullmatch(grouped + decimals, plain):
            plain = plain.replace(group, "")
        try:
            number = float(plain.replace(",", "."))
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise UserError(request.env._("%(text)s is no number.", text=text))
        return number

    def _render_notice(self, notice, access_token, form=None, error="", *, untold=""):
        notice = notice.sudo()
        return request.render(
            "inv_recall.portal_recall",
            {
                "notice": notice,
                "lines": notice._get_lines(),
                "questions": notice._get_questions(),
                "quantities": QUANTITIES,
                "labels": {
                    name: request.env["inv.recall.answer"]
                    ._fields[name]
                    ._description_string(request.env)
                    for name in QUANTITIES
                },
                "form": form or {},
                "error": error,
                "untold": untold,
                "thanks": request.params.get("thanks") and not error,
                "token": access_token,
                "page_name": "recall",
            },
        )
