"""Planning runs that are killed, that meet each other, and that conflict."""

import signal

SLOW_RUN = """
from odoo.addons.inv_optimisation.models.inv_planning_run import InvPlanningRun as Run
plain = Run._do_next_chunk
def slow(self):
    plain(self)
    print("CHUNK", self.done_count, flush=True)
    time.sleep(0.5)
Run._do_next_chunk = slow
run = env["inv.planning.run"].create({"company_id": env.company.id})
env.cr.commit()
run._execute(commit=True)
answer(state=run.state)
"""
RESUME = """
run = env["inv.planning.run"].search([], limit=1)
before = (run.state, run.done_count)
run._execute(commit=True)
points = env["inv.stocking.point"].search([])
answer(
    before=before, state=run.state, done=run.done_count, chunks=run.chunk_count,
    planned=len(points.filtered(lambda point: point.run_id == run)),
    values=points.sorted("id").mapped("reorder_point_qty"),
)
"""
FRESH = """
run = env["inv.planning.run"].create({"company_id": env.company.id})
run._execute(commit=True)
points = env["inv.stocking.point"].search([])
answer(values=points.sorted("id").mapped("reorder_point_qty"), chunks=run.chunk_count)
"""
OTHER_RUN = """
from odoo.exceptions import UserError
other = env["inv.planning.run"].create({"company_id": env.company.id})
message = None
try:
    other.action_start()
except UserError as error:
    message = str(error)
answer(message=message)
"""
CONFLICT = """
import psycopg2
from odoo.addons.inv_optimisation.models.inv_planning_run import InvPlanningRun as Run
plain, calls = Run._plan_block, []
def conflicting(self, points, timings):
    calls.append(len(points))
    if len(calls) <= FAILURES:
        raise psycopg2.errors.SerializationFailure("could not serialize access")
    plain(self, points, timings)
Run._plan_block = conflicting
run = env["inv.planning.run"].create({"company_id": env.company.id})
env.cr.commit()
raised = None
try:
    run._execute(commit=True)
except psycopg2.errors.SerializationFailure as error:
    raised = type(error).__name__
    env.cr.rollback()
env.invalidate_all()
answer(raised=raised, state=run.state, done=run.done_count, calls=len(calls))
"""


def test_killed_run_goes_on_where_it_stopped(shell):
    process = shell.start(SLOW_RUN)
    shell.wait_for(process, "CHUNK 20")
    process.send_signal(signal.SIGKILL)
    process.wait()
    answer = shell.run(RESUME)
    state, done = answer["before"]
    assert state == "running"
    assert 10 <= done < 60
    assert (answer["state"], answer["done"], answer["chunks"]) == ("done", 60, 6)
    assert answer["planned"] == 60
    assert answer["values"] == shell.run(FRESH)["values"]


def test_second_run_of_a_company_is_refused_with_the_name_of_the_first(shell):
    # So slow that it is under way however long the other process takes to start.
    process = shell.start(SLOW_RUN.replace("0.5", "300"))
    shell.wait_for(process, "CHUNK 10")
    message = shell.run(OTHER_RUN)["message"]
    process.kill()
    process.wait()
    assert message
    assert "PLAN/" in message
    assert "0 of 60 are done" in message


def test_two_processes_share_one_run_without_doing_a_chunk_twice(shell):
    process = shell.start(SLOW_RUN)
    shell.wait_for(process, "CHUNK 10")
    code = RESUME.replace(
        "run._execute(commit=True)",
        "\nfrom odoo.exceptions import UserError\n"
        "while run.state == 'running':\n"
        "    try:\n"
        "        run._execute(commit=True)\n"
        "    except UserError:\n"
        "        env.cr.rollback(); env.invalidate_all(); time.sleep(0.05)\n",
    )
    answer = shell.run(code)
    process.communicate(timeout=120)
    assert (answer["state"], answer["done"], answer["chunks"]) == ("done", 60, 6)
    assert answer["planned"] == 60


def test_serialization_failure_is_tried_again(shell):
    answer = shell.run(CONFLICT.replace("FAILURES", "2"))
    assert (answer["raised"], answer["state"], answer["done"]) == (None, "done", 60)


def test_lasting_conflict_is_raised_and_the_run_stays_resumable(shell):
    answer = shell.run(CONFLICT.replace("FAILURES", "1000"))
    assert (answer["raised"], answer["state"]) == ("SerializationFailure", "running")
    assert answer["done"] == 0
    assert shell.run(RESUME)["state"] == "done"
