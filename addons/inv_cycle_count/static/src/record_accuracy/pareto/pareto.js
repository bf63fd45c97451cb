import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatCount, formatShare} from "../../count_programme/count_programme_text";

/** Causes of wrong records with their running share; what is not known comes last. */
export class Pareto extends Component {
    static template = "inv_cycle_count.Pareto";
    static props = {causes: Object, days: Number, open: Function};

    setup() {
        this.share = formatShare;
        this.count = formatCount;
    }

    get note() {
        return _t("%(count)s variances over tolerance, %(days)s days", {
            count: formatCount(this.props.causes.total),
            days: this.props.days,
        });
    }
}
