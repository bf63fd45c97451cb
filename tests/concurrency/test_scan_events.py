"""The same scans sent by two processes at once, and by one that dies on the way."""

import signal

SEND = """
from odoo.addons.inv_handheld.tasks.inv_scan_task_lookup import InvScanTaskLookup
from odoo.service.model import retrying

def answer_slowly(self, state, event):
    self.env["res.partner"].sudo().create({"name": "Applied " + event.raw})
    self.env.flush_all()
    print("APPLIED", event.raw, flush=True)
    time.sleep(SECONDS)
    return {"data": {"raw": event.raw}, "message": "Done " + event.raw}

InvScanTaskLookup._answer = answer_slowly
admin = env(user=env.ref("base.user_admin").id)
tries = []

def send():
    tries.append(1)
    return admin["inv.scan.station"].submit_events("device", EVENTS)

answers = retrying(send, admin)["answers"]
env.cr.commit()
answer(answers=answers, tries=len(tries))
"""
COUNT = """
applied = env["res.partner"].search([("name", "like", "Applied %")])
events = env["inv.scan.event"].search([])
answer(
    applied=sorted(applied.mapped("name")),
    events=len(events),
    states=sorted(set(events.mapped("state"))),
)
"""


def make_events(*codes):
    return [
        {
            "uuid": f"0000000{index}-0000-4000-8000-000000000000",
            "sequence": index,
            "task": "lookup",
            "state": "scan",
            "scan": code,
        }
        for index, code in enumerate(codes)
    ]


def get_code(events, seconds):
    return f"SECONDS = {seconds}\nEVENTS = {events!r}\n{SEND}"


def test_two_processes_apply_one_batch_once_and_answer_it_twice(bare_shell):
    events = make_events("A", "B", "C")
    first = bare_shell.start(get_code(events, 1))
    bare_shell.wait_for(first, "APPLIED A")
    # The first is in the middle of its transaction now.
    second = bare_shell.start(get_code(events, 0))
    answers = [bare_shell.finish(process) for process in (first, second)]
    assert answers[0]["answers"] == answers[1]["answers"]
    assert [row["message"] for row in answers[0]["answers"]] == [
        "Done A",
        "Done B",
        "Done C",
    ]
    assert answers[0]["tries"] == 1
    assert bare_shell.run(COUNT) == {
        "applied": ["Applied A", "Applied B", "Applied C"],
        "events": 3,
        "states": ["done"],
    }


def test_batches_that_overlap_apply_each_event_once(bare_shell):
    events = make_events("A", "B", "C", "D")
    first = bare_shell.start(get_code(events[:3], 1))
    bare_shell.wait_for(first, "APPLIED A")
    # In another order: whoever waits for whom must not end in a deadlock.
    second = bare_shell.start(get_code(events[:0:-1], 0))
    for process in (first, second):
        bare_shell.finish(process)
    counted = bare_shell.run(COUNT)
    assert counted["applied"] == ["Applied A", "Applied B", "Applied C", "Applied D"]
    assert counted["events"] == 4


def test_batch_of_a_killed_process_is_applied_by_the_next(bare_shell):
    events = make_events("A", "B")
    process = bare_shell.start(get_code(events, 30))
    bare_shell.wait_for(process, "APPLIED A")
    process.send_signal(signal.SIGKILL)
    process.wait()
    result = bare_shell.run(get_code(events, 0))
    assert [row["state"] for row in result["answers"]] == ["done", "done"]
    assert bare_shell.run(COUNT)["applied"] == ["Applied A", "Applied B"]
