"""Variances that wait for an approver."""

from .common import CountCase


class ApprovalCase(CountCase):
    """Counts something wrong and reads the queue."""

    def variance(self, quantity, product=None, location=None, lot=None):
        product, location = product or self.bolt, location or self.bin_a
        session = self.new_session([(location, product)], recount_by="none")
        place = self.place_of(session, location)
        self.count(place, {(product, lot): quantity})
        self.submit(place)
        line = session.line_ids.filtered(lambda one: one.lot_id == (lot or one.lot_id))
        self.assertEqual(line.state, "review")
        return line

    def queue(self, user=None, **filters):
        review = self.env["inv.count.review"].with_user(user or self.approver)
        return review.get_variance_queue(filters)

    def row(self, line, user=None):
        rows = self.queue(user)["lines"]
        return next(row for row in rows if row["id"] == line.id)
