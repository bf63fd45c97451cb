import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {LastVariances} from "../last_variances/last_variances";
import {
    BREACHES,
    CAUSE_ICONS,
    formatQuantity,
    money,
    signedMoney,
    signedPercent,
    signedQuantity,
    timeText,
} from "../variance_text";

/** One variance as a row of the table; a card on a phone. */
export class VarianceRow extends Component {
    static template = "inv_cycle_count.VarianceRow";
    static components = {LastVariances};
    static props = {
        line: {type: Object},
        currencyId: {type: Number},
        isChosen: {type: Boolean},
        isTicked: {type: Boolean},
        choose: {type: Function},
        toggle: {type: Function},
    };

    setup() {
        Object.assign(this, {
            formatQuantity,
            money,
            signedMoney,
            signedPercent,
            signedQuantity,
        });
    }

    get direction() {
        const {variance_qty} = this.props.line;
        if (!variance_qty) {
            return "none";
        }
        return variance_qty > 0 ? "gain" : "loss";
    }

    get breachText() {
        return this.props.line.breach.map((name) => BREACHES[name]).join(" · ");
    }

    get isSevere() {
        return this.props.line.breach.length > 2;
    }

    get cause() {
        const {causes, message, state} = this.props.line;
        if (state !== "review" && message) {
            return {icon: "fa-lock", text: message};
        }
        return causes.length
            ? {icon: CAUSE_ICONS[causes[0].code], text: causes[0].text}
            : {icon: "fa-question", text: _t("No guess")};
    }

    get place() {
        const {location, lot, package: pack, owner} = this.props.line;
        return [location, lot, pack, owner].filter(Boolean).join(" · ");
    }

    get counterText() {
        const {counter, counted_datetime} = this.props.line;
        return `${counter.split(" ")[0]} ${timeText(counted_datetime)}`;
    }

    get tickLabel() {
        return _t("Select %(item)s in %(place)s", {
            item: this.props.line.product,
            place: this.props.line.location,
        });
    }
}
