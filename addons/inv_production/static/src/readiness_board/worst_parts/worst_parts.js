import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatCount, formatWhole, ordersText} from "../readiness_board_text";

/** Missing parts that hold back the most output. */
export class WorstParts extends Component {
    static template = "inv_production.WorstParts";
    static props = {
        parts: {type: Array},
        count: {type: Number},
        currencyId: {type: Number},
        openAll: {type: Function},
    };

    get allText() {
        const {count} = this.props;
        return count === 1
            ? _t("The missing part")
            : _t("All %(count)s missing parts", {count: formatCount(count)});
    }

    money(value) {
        return formatWhole(value, this.props.currencyId);
    }

    orders(count) {
        return ordersText(count);
    }
}
