import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {gapPoints, gapTone, ratePosition} from "../policy_board_scale";
import {
    formatGap,
    formatMoney,
    formatRate,
    formatTurns,
    itemsText,
} from "../policy_board_text";

const TONE_ICONS = {
    far_under: "fa-caret-down",
    under: "fa-caret-down",
    met: "fa-check",
    over: "fa-caret-up",
    far_over: "fa-caret-up",
};

/** One class: what it is expected to reach, what it costs, and ways to rule and items. */
export class PolicyCell extends Component {
    static template = "inv_optimisation.PolicyCell";
    static props = {
        cell: {type: Object},
        column: {type: Object},
        currencyId: {type: [Number, Boolean]},
        floor: {type: Number},
        colour: {type: String},
        openRule: {type: Function},
        openPoints: {type: Function},
    };

    setup() {
        this.formatTurns = formatTurns;
        this.itemsText = itemsText;
    }

    get code() {
        const {abc, xyz} = this.props.cell;
        return `${abc}${xyz}`;
    }

    get name() {
        return this.props.cell.name || this.code;
    }

    get gap() {
        return gapPoints(this.props.cell);
    }

    get tone() {
        return gapTone(this.gap);
    }

    get icon() {
        return TONE_ICONS[this.tone];
    }

    get gapLabel() {
        return this.gap === null ? _t("no estimate yet") : formatGap(this.gap);
    }

    get barWidth() {
        return ratePosition(this.props.cell.expected, this.props.floor);
    }

    get tickPosition() {
        return ratePosition(this.props.cell.target, this.props.floor);
    }

    get isMissed() {
        return this.gap !== null && this.gap < 0 && this.tone !== "met";
    }

    get expectedLabel() {
        return formatRate(this.props.cell.expected);
    }

    get targetLabel() {
        return _t("of %(target)s %", {target: formatRate(this.props.cell.target)});
    }

    get afterLabel() {
        const after = this.props.cell.expected_after ?? null;
        return after === null
            ? ""
            : _t("%(rate)s % with the recommended levels", {rate: formatRate(after)});
    }

    get barDescription() {
        return _t("%(expected)s % expected, %(target)s % wanted", {
            expected: this.expectedLabel,
            target: formatRate(this.props.cell.target),
        });
    }

    get ruleLabel() {
        const {policy_id, policy_name} = this.props.cell;
        return policy_id
            ? _t("Class %(code)s, open rule %(name)s", {
                  code: this.code,
                  name: policy_name,
              })
            : _t("Class %(code)s, no rule yet, open its items", {code: this.code});
    }

    get countLabel() {
        return _t("Open the items of class %(code)s", {code: this.code});
    }

    money(amount) {
        return formatMoney(amount, this.props.currencyId);
    }

    onOpen() {
        const {cell, openRule, openPoints} = this.props;
        return cell.policy_id ? openRule(cell.policy_id) : openPoints(cell);
    }
}
