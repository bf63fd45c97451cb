import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

/** Sample kind, time and site. */
export class AccuracyFilters extends Component {
    static template = "inv_cycle_count.AccuracyFilters";
    static props = {filters: Object, warehouses: Array, change: Function};

    get kinds() {
        return [
            {key: "sample", title: _t("Random sample")},
            {key: "all", title: _t("All counts (biased)")},
        ];
    }

    get periods() {
        return [30, 90, 180, 365].map((days) => ({
            days,
            title: _t("Last %(days)s days", {days}),
        }));
    }

    setNumber(name, value) {
        this.props.change({[name]: Number(value) || false});
    }
}
