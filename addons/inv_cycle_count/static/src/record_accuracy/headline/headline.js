import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatCount, formatShare} from "../../count_programme/count_programme_text";

const VERDICTS = {
    above: {tone: "o_inv_chip_good", icon: "fa-check-circle"},
    below: {tone: "o_inv_chip_bad", icon: "fa-exclamation-triangle"},
    unknown: {tone: "o_inv_chip_warn", icon: "fa-minus-circle"},
    none: {tone: "", icon: "fa-question-circle"},
};

/** The figure with interval, n, sample kind and verdict, always together. */
export class Headline extends Component {
    static template = "inv_cycle_count.Headline";
    static props = {
        figure: Object,
        filters: Object,
        target: Number,
        axis: Object,
        plan: Object,
    };

    setup() {
        this.share = formatShare;
    }

    get isSample() {
        return this.props.filters.kind === "sample";
    }

    get title() {
        const {days} = this.props.filters;
        return this.isSample
            ? _t("Record accuracy, random sample, %(days)s days", {days})
            : _t("Hit rate, all counts, %(days)s days: biased", {days});
    }

    get rangeText() {
        const {lower_percent: lower, upper_percent: upper} = this.props.figure;
        return _t("%(lower)s to %(upper)s", {lower, upper});
    }

    get basisText() {
        const {right, counted, is_weighted: isWeighted} = this.props.figure;
        const values = {
            level: formatShare(95, 0),
            right: formatCount(right),
            counted: formatCount(counted),
        };
        return isWeighted
            ? _t(
                  "%(level)s interval, weighted by class; %(right)s of %(counted)s records in tolerance.",
                  values
              )
            : _t(
                  "%(level)s interval (Wilson), %(right)s of %(counted)s records in tolerance.",
                  values
              );
    }

    get verdict() {
        return VERDICTS[this.props.figure.verdict];
    }

    /** What the verdict means and what to do about it. */
    get sentence() {
        const {verdict} = this.props.figure;
        const {missing, margin_percent: margin} = this.props.plan;
        if (verdict === "above") {
            return _t("The records are better than asked for.");
        }
        if (verdict === "below") {
            return _t(
                "The records miss the target. The causes below say where to begin."
            );
        }
        return missing
            ? _t(
                  "We may be on target, we cannot say yet. %(count)s more random counts narrow it to ±%(margin)s.",
                  {count: formatCount(missing), margin}
              )
            : _t("We may be on target, we cannot say yet.");
    }

    get barLabel() {
        const {percent, lower_percent: lower, upper_percent: upper} = this.props.figure;
        return _t("%(share)s, interval %(lower)s to %(upper)s, target %(target)s", {
            share: formatShare(percent),
            lower,
            upper,
            target: this.props.target,
        });
    }
}
