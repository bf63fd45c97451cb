import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {daysText, money} from "../transfer_board_text";

const OPTIONS = {
    nothing: _t("Do nothing"),
    buy: _t("Buy new"),
    transfer: _t("Transfer"),
};
const PARTS = {
    lost_margin: _t("lost margin"),
    holding: _t("holding"),
    freight: _t("freight, ordering"),
    handling: _t("handling"),
};

/** What three ways cost over the horizon, in one unit: money. */
export class Comparison extends Component {
    static template = "inv_multisite.Comparison";
    static props = {
        comparison: {type: [Object, {value: null}]},
        horizonDays: {type: Number},
        currencyId: {type: Number},
    };

    setup() {
        Object.assign(this, {parts: PARTS, money});
    }

    get title() {
        return _t("%(days)s, three ways", {days: daysText(this.props.horizonDays)});
    }

    get rows() {
        return Object.entries(OPTIONS).map(([code, label]) => ({
            code,
            label,
            ...this.props.comparison[code],
        }));
    }
}
