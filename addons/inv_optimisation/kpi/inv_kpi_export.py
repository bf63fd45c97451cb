import io

import xlsxwriter

from odoo import models

from . import kpi_ratios

NUMBER_FORMATS = {
    "percent": "0.0%",
    "money": "#,##0",
    "turns": "0.0",
    "ratio": "0.00",
    "days": "0",
    "hours": "0.0",
    "number": "#,##0",
}
COLUMN_WIDTH, TEXT_WIDTH = 16, 34


class InvKpiExport(models.AbstractModel):
    """The KPI page as a workbook: values, months, and the sums that they come from."""

    _name = "inv.kpi.export"
    _description = "KPI Export"

    def _get_workbook(self, filters, code=None):
        """Return the bytes of an XLSX file; of one KPI with ``code``."""
        self.env["inv.kpi.snapshot"].check_access("read")
        chosen = self.env["inv.kpi.reader"]._get_filters(filters)
        picture = self.env["inv.kpi.reader"]._get_picture(chosen)
        kpis = [
            kpi
            for kpi in self.env["inv.kpi.catalogue"]._get_kpis()
            if code in (None, kpi["code"])
        ]
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            self._write_values(book, kpis, picture)
            self._write_months(book, kpis, picture)
            self._write_sums(book, kpis, picture, code)
        return stream.getvalue()

    def _write_values(self, book, kpis, picture):
        sheet = self._add_sheet(
            book,
            self.env._("KPIs"),
            [
                self.env._("KPI"),
                self.env._("Value"),
                self.env._("Target"),
                self.env._("Verdict"),
                self.env._("Scope"),
                self.env._("Data"),
            ],
            [self.env._("Numbers"), self.env._("Formula")],
        )
        tile = self.env["inv.kpi.tile"]
        for row, kpi in enumerate(kpis, start=1):
            shown = tile._get_tile(kpi, picture)
            form = book.add_format({"num_format": NUMBER_FORMATS[kpi["unit"]]})
            value = kpi_ratios.get_value(kpi, picture["now"])
            sheet.write(row, 0, kpi["name"])
            self._write_number(sheet, row, 1, value, form)
            target = picture["targets"].get(kpi["code"])
            self._write_number(sheet, row, 2, target, form)
            texts = ("verdict", "scope", "age", "numbers", "formula")
            for column, name in enumerate(texts, start=3):
                sheet.write_string(row, column, shown[name])

    def _write_months(self, book, kpis, picture):
        head = [self.env._("Day"), self.env._("Source")]
        names = [kpi["name"] for kpi in kpis]
        sheet = self._add_sheet(book, self.env._("Months"), head, names)
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        formats = [
            book.add_format({"num_format": NUMBER_FORMATS[kpi["unit"]]}) for kpi in kpis
        ]
        rows = zip(
            picture["days"],
            picture["is_reconstructed"],
            picture["months"],
            strict=True,
        )
        for row, (day, is_past, sums) in enumerate(rows, start=1):
            sheet.write_datetime(row, 0, day, dates)
            sheet.write(
                row,
                1,
                self.env._("Reconstructed") if is_past else self.env._("Measured"),
            )
            for column, (kpi, form) in enumerate(
                zip(kpis, formats, strict=True), start=2
            ):
                value = kpi_ratios.get_value(kpi, sums)
                self._write_number(sheet, row, column, value, form)

    def _write_sums(self, book, kpis, picture, code):
        """Write the columns by month: all of them, or those of one KPI."""
        wanted = [
            name.lstrip("-")
            for kpi in kpis
            for part in ("numerator", "denominator")
            for name in kpi_ratios.get_names(kpi[part])
        ]
        columns = {
            name: field
            for name, field in self.env["inv.kpi.snapshot"]._fields.items()
            if name in picture["now"] and (code is None or name in wanted)
        }
        labels = self.env["inv.kpi.snapshot"].fields_get(list(columns), ["string"])
        names = [labels[name]["string"] for name in columns]
        sheet = self._add_sheet(book, self.env._("Sums"), [self.env._("Day")], names)
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, (day, sums) in enumerate(
            zip(picture["days"], picture["months"], strict=True), start=1
        ):
            sheet.write_datetime(row, 0, day, dates)
            for column, name in enumerate(columns, start=1):
                self._write_number(sheet, row, column, sums.get(name), None)

    def _add_sheet(self, book, name, head, more):
        sheet = book.add_worksheet(name)
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        sheet.write_row(0, 0, [*head, *more], bold)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, TEXT_WIDTH)
        sheet.set_column(1, len(head) + len(more), COLUMN_WIDTH)
        return sheet

    def _write_number(self, sheet, row, column, value, form):
        if value is not None:
            sheet.write_number(row, column, value, form)
