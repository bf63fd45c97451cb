"""Builders for the tests of the forecast page."""

from datetime import timedelta

from odoo import fields

from .test_what_if import ItemCase

RATES = ("forecast_error_rate", "naive_error_rate", "forecast_bias_rate")


class ForecastCase(ItemCase):
    """Three items of one category with errors that are set by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = (
            cls.env["inv.forecast.page"]
            .with_user(cls.planner)
            .with_context(allowed_company_ids=cls.company.ids)
        )
        figures = [
            (1000.0, 0.20, 0.30, 0.10),
            (3000.0, 0.40, 0.30, -0.10),
            (500.0, 0.10, 0.10, 0.0),
        ]
        cls.points = [cls.point(product) for product in cls.products]
        for point, (value, *rates) in zip(cls.points, figures, strict=True):
            point.write(
                {
                    "annual_demand_value": value,
                    "forecast_per_day": 2.0,
                    "demand_sd_per_day": 1.0,
                    "forecast_source": "backtest",
                    **dict(zip(RATES, rates, strict=True)),
                }
            )
        cls.env.flush_all()

    def page_rows(self, **filters):
        return self.page.get_rows(filters)

    def row(self, name, **filters):
        [row] = [
            row for row in self.page_rows(**filters)["rows"] if row["name"] == name
        ]
        return row

    def detail(self, record=None):
        record = record or self.category
        return self.page.get_detail(self.kind_of(record), record.id)

    def kind_of(self, record):
        return "category" if record._name == "product.category" else "item"

    def values(self, start=0, end=6, **values):
        return {
            "date_from": self.day(start),
            "date_to": self.day(end),
            "kind": "percent",
            "value": 50,
            "reason_code": "promotion",
            "note": "Spring leaflet",
            **values,
        }

    def day(self, days):
        return fields.Date.to_string(self.today + timedelta(days=days))

    def enter(self, record=None, page=None, **values):
        record = record or self.category
        # A page is an empty recordset, which is false.
        page = self.page if page is None else page
        return page.create_override(
            self.kind_of(record), record.id, False, self.values(**values)
        )

    def newest(self):
        return self.env["inv.forecast.override"].search(
            [("company_id", "=", self.company.id)], order="id desc", limit=1
        )
