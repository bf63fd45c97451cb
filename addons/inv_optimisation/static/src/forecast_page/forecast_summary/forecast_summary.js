import {Component} from "@odoo/owl";
import {addedIcon} from "../added_icon";

/** How good the forecasts of all items are; one figure filters the list. */
export class ForecastSummary extends Component {
    static template = "inv_optimisation.ForecastSummary";
    static props = {store: Object};

    icon(tile) {
        return addedIcon(tile.verdict);
    }
}
