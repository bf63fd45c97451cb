import io

import numpy as np

from odoo import models
from odoo.tools import SQL


class InvProvider(models.AbstractModel):
    """Base of the providers: records and dates in, arrays out, one query a fact.

    A provider reads what the kernel needs and computes nothing. Arrays keep the
    order of the stocking points that were asked for.
    """

    _name = "inv.provider"
    _description = "Planning Data Provider"

    def _read_columns(self, query, names):
        """Return the columns ``names`` of ``query`` as arrays of float64.

        COPY moves a block without a tuple for each row: seven million ledger rows
        take seconds instead of minutes. NULL becomes NaN.
        """
        columns = SQL(", ").join(map(SQL.identifier, names))
        copy = SQL(
            "COPY (SELECT %s FROM (%s) facts) TO STDOUT (DELIMITER ' ', NULL 'nan')",
            columns,
            query,
        )
        buffer = io.StringIO()
        self.env.cr.copy_expert(self.env.cr.mogrify(copy).decode(), buffer)
        values = np.fromstring(buffer.getvalue(), dtype=np.float64, sep=" ")
        table = values.reshape(-1, len(names))
        return [np.ascontiguousarray(column) for column in table.T]

    def _get_point_table(self, points):
        """Return a FROM item ``point(item, product_id, warehouse_id, company_id)``.

        ``item`` is the position in ``points``, so that rows find their array index.
        """
        points.check_access("read")
        return SQL(
            """(SELECT listed.item - 1 AS item, sp.id, sp.product_id, sp.warehouse_id,
                       sp.company_id, sp.date_first_movement
                  FROM unnest(%s::int[]) WITH ORDINALITY AS listed(id, item)
                  JOIN inv_stocking_point sp ON sp.id = listed.id) AS point""",
            list(points.ids),
        )
