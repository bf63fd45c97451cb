from datetime import datetime
from unittest.mock import patch

import psycopg2.errors

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import GTIN, ScanCase


@tagged("post_install", "-at_install")
class TestEvent(ScanCase):
    """The protocol: once each, in order, each with its answer."""

    def setUp(self):
        super().setUp()
        self.calls = []

        def answer(task, state, event):
            self.calls.append((state, event.raw))
            if event.raw == "refuse":
                # What was done before the refusal must be gone.
                event.env["res.partner"].sudo().create({"name": "Left over"})
                reason = "This place is closed."
                raise UserError(reason)
            if event.raw == "crash":
                raise KeyError("oops")
            if event.raw == "conflict":
                raise psycopg2.errors.SerializationFailure
            result = {"next_state": "card", "data": {"raw": event.raw}, "message": "Ok"}
            if event.raw == "again":
                result["state"] = "duplicate"
            return result

        task = self.registry["inv.scan.task.lookup"]
        self.patch(task, "_answer", answer)

    def test_event_is_kept_with_what_was_answered(self):
        (answer,) = self.submit(self.event(1, "A", payload={"here": 7}))
        self.assertEqual(answer["next_state"], "card")
        self.assertEqual(answer["data"], {"raw": "A"})
        event = self.env["inv.scan.event"].search([("uuid", "=", answer["uuid"])])
        self.assertRecordValues(
            event,
            [
                {
                    "user_id": self.user.id,
                    "company_id": self.company.id,
                    "device": "device",
                    "task": "lookup",
                    "task_state": "scan",
                    "sequence": 1,
                    "raw": "A",
                    "payload": {"here": 7},
                    "state": "done",
                    "message": "Ok",
                }
            ],
        )

    def test_same_batch_three_times_is_applied_once_and_answered_three_times(self):
        batch = [self.event(1, "A"), self.event(2, "refuse"), self.event(3, "again")]
        first, second, third = (self.submit(*batch) for _turn in range(3))
        self.assertEqual(first, second)
        self.assertEqual(second, third)
        self.assertEqual(len(self.calls), 3)
        states = [answer["state"] for answer in third]
        self.assertEqual(states, ["done", "refused", "duplicate"])

    def test_key_twice_in_one_batch_is_applied_once(self):
        answers = self.submit(self.event(1, "A"), self.event(1, "A"))
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(self.calls, [("scan", "A")])

    def test_order_is_the_order_of_the_batch(self):
        self.submit(*(self.event(9 - index, str(index)) for index in range(5)))
        self.assertEqual([raw for _state, raw in self.calls], list("01234"))

    def test_refused_event_stays_with_its_reason_and_the_others_go_on(self):
        answers = self.submit(
            self.event(1, "A"), self.event(2, "refuse"), self.event(3, "B")
        )
        self.assertEqual(
            [answer["state"] for answer in answers], ["done", "refused", "done"]
        )
        self.assertEqual(answers[1]["message"], "This place is closed.")
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Left over")]))
        event = self.env["inv.scan.event"].search([("state", "=", "refused")])
        self.assertEqual(event.message, "This place is closed.")

    def test_error_of_a_task_is_refused_without_its_text(self):
        with mute_logger("odoo.addons.inv_handheld.tasks.inv_scan_submission"):
            answers = self.submit(self.event(1, "crash"), self.event(2, "B"))
        self.assertEqual([answer["state"] for answer in answers], ["refused", "done"])
        self.assertNotIn("oops", answers[0]["message"])

    def test_conflict_is_never_swallowed(self):
        with self.assertRaises(psycopg2.errors.SerializationFailure):
            self.submit(self.event(1, "A"), self.event(2, "conflict"))

    def test_unknown_task_and_broken_events_are_refused(self):
        answers = self.submit(
            self.event(1, "A", task="no_such_task"),
            {"uuid": "x"},
            self.event(2, "A", payload="text"),
            self.event(3, "A", company=self.env.ref("base.main_company").id),
            "nonsense",
            self.event(4, "B"),
        )
        self.assertEqual(
            [answer["state"] for answer in answers], ["refused"] * 5 + ["done"]
        )
        self.assertTrue(all(answer["message"] for answer in answers))

    def test_no_event_can_block_the_ones_behind_it(self):
        odd = {"a\ud800\x00": ["\\u0000", "\udfff", float("nan"), {"b": 1.5}]}
        answers = self.submit(
            self.event(1, "A\x00\ud800", payload=odd, state="\x00"),
            self.event(2, "A", sequence=True, company=True, time=True),
            self.event(3, ["a", "list"], sequence=2**40, time=float("nan")),
            self.event(4, "B"),
            client_time="now",
        )
        states = [answer["state"] for answer in answers]
        self.assertEqual(states, ["done", "refused", "done", "done"])
        event = self.env["inv.scan.event"].search([("uuid", "=", answers[0]["uuid"])])
        self.assertEqual(event.payload, {"a?": ["\\u0000", "?", None, {"b": 1.5}]})

    def test_too_many_events_are_an_error_that_says_how_many(self):
        with self.assertRaisesRegex(UserError, "200"):
            self.submit(*(self.event(index, "A") for index in range(1, 203)))

    def test_task_without_right_is_refused(self):
        task = self.registry["inv.scan.task.lookup"]
        with patch.object(task, "_is_available", lambda self: False):
            (answer,) = self.submit(self.event(1, "A"))
        self.assertEqual(answer["state"], "refused")
        self.assertFalse(self.calls)

    def test_somebody_elses_key_shows_nothing(self):
        self.submit(self.event(1, "A"))
        colleague = self.new_user("colleague", "stock.group_stock_user")
        (answer,) = self.submit(self.event(1, "A"), user=colleague)
        self.assertEqual(answer["state"], "refused")
        self.assertEqual(answer["data"], {})
        self.assertEqual(len(self.calls), 1)

    def test_scans_of_one_user_are_not_taken_for_another(self):
        with self.assertRaises(AccessError):
            self.submit(self.event(1, "A"), user_id=self.env.ref("base.user_admin").id)
        self.assertFalse(self.calls)
        (answer,) = self.submit(self.event(1, "A"), user_id=self.user.id)
        self.assertEqual(answer["state"], "done")

    def test_event_is_applied_in_the_company_where_it_was_scanned(self):
        second = self.env["res.company"].create({"name": "Second"})
        self.user.company_ids += second
        companies = []

        def answer(task, state, event):
            companies.append((event.company_id.id, task.env.companies.ids))
            return {}

        self.patch(self.registry["inv.scan.task.lookup"], "_answer", answer)
        self.submit(self.event(1, "A", company=second.id), self.event(2, "A"))
        expected = [(id_, [id_]) for id_ in (second.id, self.company.id)]
        self.assertEqual(companies, expected)

    def test_station_is_closed_without_the_group(self):
        stranger = self.new_user("stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self.submit(self.event(1, "A"), user=stranger)

    @freeze_time("2026-03-10 10:00:00")
    def test_clock_of_the_device_is_corrected(self):
        # The device is an hour late and scanned five minutes ago.
        device_now = datetime.fromisoformat("2026-03-10T09:00:00+00:00").timestamp()
        moments = {1: device_now - 300, 2: device_now + 9999, 3: "text", 4: 1e30}
        events = [
            self.event(
                key, "A", time=value * 1000 if not isinstance(value, str) else value
            )
            for key, value in moments.items()
        ]
        self.submit(*events, client_time=int(device_now * 1000))
        rows = self.env["inv.scan.event"].search([("device", "=", "device")])
        self.assertEqual(
            [str(row.scanned_datetime) for row in rows.sorted("sequence")],
            ["2026-03-10 09:55:00"] + ["2026-03-10 10:00:00"] * 3,
        )

    def test_thousands_of_reads_fit_into_one_event(self):
        reads = [f"3074257BF7194E40{serial:08X}" for serial in range(5000)]
        (answer,) = self.submit(self.event(1, None, payload={"reads": reads}))
        self.assertEqual(answer["state"], "done")
        event = self.env["inv.scan.event"].search([("uuid", "=", answer["uuid"])])
        self.assertEqual(len(event.payload["reads"]), 5000)


@tagged("post_install", "-at_install")
class TestDecisions(ScanCase):
    """What the user decides on refused events, and undo."""

    def refuse(self):
        (answer,) = self.submit(self.event(1, GTIN, task="no_such_task"))
        self.assertEqual(answer["state"], "refused")
        return self.env["inv.scan.event"].search([("uuid", "=", answer["uuid"])])

    def test_refused_event_goes_to_the_supervisor(self):
        event = self.refuse()
        payload = {"uuid": event.uuid}
        self.submit(self.event(2, task="home", state="escalate", payload=payload))
        self.assertTrue(event.is_escalated)

    def test_discard_leaves_a_trace(self):
        event = self.refuse()
        payload = {"uuid": event.uuid}
        self.submit(self.event(2, task="home", state="discard", payload=payload))
        self.assertTrue(event.is_discarded)
        self.assertTrue(event.exists())

    def test_event_that_was_done_cannot_be_discarded(self):
        (done,) = self.submit(self.event(1, GTIN))
        payload = {"uuid": done["uuid"]}
        self.submit(self.event(2, task="home", state="discard", payload=payload))
        event = self.env["inv.scan.event"].search([("uuid", "=", done["uuid"])])
        self.assertFalse(event.is_discarded)

    def test_undo_is_an_event_of_its_own(self):
        (done,) = self.submit(self.event(1, GTIN))
        (undone,) = self.submit(
            self.event(2, state="undo", payload={"undo": done["uuid"]})
        )
        self.assertEqual(undone["state"], "done")
        keys = [done["uuid"], undone["uuid"]]
        self.assertEqual(
            self.env["inv.scan.event"].search_count([("uuid", "in", keys)]), 2
        )
