import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatTick} from "../chart_text";

/** Lower panel: issued demand a week, forecast with its intervals. */
export class DemandPanel extends Component {
    static template = "inv_optimisation.DemandPanel";
    static props = {
        layout: {type: Object},
        data: {type: Object},
    };

    setup() {
        this.formatTick = formatTick;
    }

    get panel() {
        return this.props.layout.demand;
    }

    get unitLabel() {
        return _t("%(unit)s a week", {unit: this.props.data.unit});
    }
}
