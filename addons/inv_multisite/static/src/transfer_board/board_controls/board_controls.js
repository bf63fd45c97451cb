import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

/** What transfers may risk; a manager changes it and the run is repeated. */
export class BoardControls extends Component {
    static template = "inv_multisite.BoardControls";
    static props = {
        parameters: {type: Object},
        canConfigure: {type: Boolean},
        isBusy: {type: Boolean},
        change: {type: Function},
        invalid: {type: Function},
    };

    get fields() {
        return [
            {name: "horizon_days", label: _t("Horizon"), unit: _t("days")},
            {name: "least_gain", label: _t("Least gain"), unit: ""},
            {name: "keep_days", label: _t("Keep back"), unit: _t("days")},
        ];
    }

    save(name, text) {
        const value = Number(text.replace(",", "."));
        if (text.trim() && value >= 0) {
            return this.props.change({[name]: value});
        }
        return this.props.invalid(_t("Type a number, 0 or more."));
    }
}
