import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {BUDGET_SCALE, barWidth, limitTone} from "../measure_bar/measure_text";
import {
    formatAmount,
    isKnown,
    isUrgent,
    needText,
    percentText,
    timeLeftText,
} from "../requisition_queue_text";

/** One requisition of the list: worth, lines, time left, budget and what to look at. */
export class QueueCard extends Component {
    static template = "inv_optimisation.QueueCard";
    static props = {
        card: {type: Object},
        today: {type: String},
        isSelected: {type: Boolean},
        conflict: {type: String},
        select: {type: Function},
        reload: {type: Function},
    };

    get amount() {
        return formatAmount(this.props.card.amount, this.props.card.currency_id);
    }

    get need() {
        return needText(this.props.card, this.props.today);
    }

    get timeLeft() {
        return timeLeftText(this.props.card.hours_left);
    }

    get isUrgent() {
        return isUrgent(this.props.card.hours_left);
    }

    /** Place of bar and limit tick; null without a budget. */
    get budget() {
        const {budget} = this.props.card;
        if (!budget || !isKnown(budget.share)) {
            return null;
        }
        const limit = budget.limit_share || 1;
        const percent = percentText(budget.share);
        return {
            tone: limitTone(budget.share, limit),
            width: barWidth(budget.share, BUDGET_SCALE),
            tick: barWidth(limit, BUDGET_SCALE),
            text: _t("%(percent)s of budget", {percent}),
            title: budget.name || "",
        };
    }

    get atRisk() {
        return _t("%(count)s at risk", {count: this.props.card.at_risk_count});
    }

    get edited() {
        const count = this.props.card.edited_count;
        return count === 1
            ? _t("1 quantity changed by hand")
            : _t("%(count)s quantities changed by hand", {count});
    }
}
