from odoo.tests import tagged

from .test_tours import TourCase


@tagged("post_install", "-at_install")
class TestForecastTours(TourCase):
    """The forecast page in the browser."""

    def test_planner_overrides_a_category_and_takes_it_back(self):
        product = self.env["product.product"].search([("name", "=", "Tour product")])
        product.categ_id = self.env["product.category"].create({"name": "Tour pumps"})
        self.env["inv.planning.run"].create({})._execute()
        self.start_tour(
            "/odoo/forecasts", "inv_forecast_override", login="inv_tour_planner"
        )
        overrides = self.env["inv.forecast.override"]
        self.assertFalse(overrides.search([("note", "=", "Spring leaflet")]))
