"""Mails of a recall: the process that writes them is killed, each leaves once."""

import signal

PREPARE = """
partners = env["res.partner"].create([
    {"name": f"P{n}", "email": f"p{n}@example.com"} for n in range(130)
])
product = env["product.product"].create({
    "name": "Seal", "type": "consu", "is_storable": True, "tracking": "lot",
})
lot = env["stock.lot"].create({"name": "VD-5482", "product_id": product.id})
case = env["inv.recall"].create({
    "title": "Face may crack when dry", "state": "notify", "lot_ids": [(6, 0, lot.ids)],
})
notices = env["inv.recall.notice"].create([
    {"recall_id": case.id, "company_id": case.company_id.id, "partner_id": partner.id,
     "contact_id": partner.id}
    for partner in partners
])
waiting = notices._send_or_queue()
env.cr.commit()
answer(waiting=len(waiting))
"""
#: The job as the scheduler runs it, slow enough to be killed between two batches.
SEND = """
from odoo.addons.inv_recall.notify.inv_recall_outbox import InvRecallNotice as Notice
plain = Notice._send_queued
def slow(self):
    plain(self)
    print("BATCH", flush=True)
    time.sleep(PAUSE)
Notice._send_queued = slow
job = env.ref("inv_recall.ir_cron_recall_send")
env.cr.commit()
job.method_direct_trigger()
answer(done=True)
"""
LOOK = """
mails = env["mail.mail"].search([("model", "=", "inv.recall.notice")])
notices = env["inv.recall.notice"].search([])
answer(
    mails=len(mails), customers=len(set(mails.mapped("res_id"))),
    waiting=len(notices.filtered("queued")),
    sent=len(notices.filtered(lambda notice: notice.state == "sent")),
)
"""


def test_killed_sender_writes_to_each_customer_once(bare_shell):
    assert bare_shell.run(PREPARE) == {"waiting": 130}
    process = bare_shell.start(SEND.replace("PAUSE", "2"))
    bare_shell.wait_for(process, "BATCH")
    bare_shell.wait_for(process, "BATCH")
    process.send_signal(signal.SIGKILL)
    process.wait()
    # The first batch was committed, the second was not.
    assert bare_shell.run(LOOK) == {
        "mails": 50,
        "customers": 50,
        "waiting": 80,
        "sent": 50,
    }
    bare_shell.run(SEND.replace("PAUSE", "0"))
    assert bare_shell.run(LOOK) == {
        "mails": 130,
        "customers": 130,
        "waiting": 0,
        "sent": 130,
    }
