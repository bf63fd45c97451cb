import {Component} from "@odoo/owl";
import {addedIcon} from "../added_icon";
import {ForecastChart} from "../forecast_chart/forecast_chart";
import {OverrideForm} from "../override_form/override_form";
import {OverrideList} from "../override_list/override_list";

/** The chosen row: chart, figures, and what planners expect instead. */
export class ForecastDetail extends Component {
    static template = "inv_optimisation.ForecastDetail";
    static components = {ForecastChart, OverrideForm, OverrideList};
    static props = {store: Object, isSmall: Boolean, openItem: Function};

    get detail() {
        return this.props.store.detail;
    }

    icon(figure) {
        return addedIcon(figure.verdict);
    }
}
