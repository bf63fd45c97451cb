"""Events of the count task, as a handheld sends them."""

import time
from uuid import uuid4

from .common import CountCase


class TaskCase(CountCase):
    """Sends events as a handheld does."""

    def send(self, state, user=None, scan=None, uuid=None, **payload):
        """Send one event; return its answer."""
        return self.send_events([(state, scan, payload, uuid)], user)[0]

    def send_events(self, events, user=None):
        station = self.env["inv.scan.station"].with_user(user or self.ann)
        now = int(time.time() * 1000)
        rows = [
            {
                "uuid": uuid or str(uuid4()),
                "sequence": index,
                "task": "count",
                "state": state,
                "scan": scan,
                "time": now,
                "payload": payload,
            }
            for index, (state, scan, payload, uuid) in enumerate(events)
        ]
        answers = station.submit_events("device", rows, now)["answers"]
        self.env.flush_all()
        return answers

    def work(self, user=None):
        home = self.env["inv.scan.station"].with_user(user or self.ann).get_home()
        return next(task["card"] for task in home["tasks"] if task["code"] == "count")

    def place_row(self, user=None, location=None):
        rows = self.work(user)["places"]
        location = location or self.bin_a
        return next(row for row in rows if row["location_id"] == location.id)

    def count_item(self, place, item, quantity, user=None, **payload):
        return self.send(
            "count",
            user,
            place_id=place.id,
            product_id=item.id,
            quantity=quantity,
            **payload,
        )
