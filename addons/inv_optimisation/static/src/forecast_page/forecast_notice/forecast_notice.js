import {Component} from "@odoo/owl";

/** The last decision with its way back, and planning with it at once. */
export class ForecastNotice extends Component {
    static template = "inv_optimisation.ForecastNotice";
    static props = {store: Object};
}
