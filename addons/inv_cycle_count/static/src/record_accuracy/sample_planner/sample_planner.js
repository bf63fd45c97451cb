import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatCount, formatShare} from "../../count_programme/count_programme_text";

const MARGINS = [0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.04];
const CONFIDENCES = [0.9, 0.95, 0.99];
const WEEKS = [2, 4, 6, 8, 13, 26];

/** How many random counts give a firm answer; adds them to the programme. */
export class SamplePlanner extends Component {
    static template = "inv_cycle_count.SamplePlanner";
    static props = {
        plan: Object,
        error: String,
        canPlan: Boolean,
        isBusy: Boolean,
        change: Function,
        add: Function,
    };

    setup() {
        this.state = useState({isTable: false});
        this.count = formatCount;
        this.share = formatShare;
    }

    get margins() {
        return this.withChosen(MARGINS, this.props.plan.margin).map((value) => ({
            value,
            text: _t("± %(points)s points", {points: Number((100 * value).toFixed(2))}),
        }));
    }

    get confidences() {
        return this.withChosen(CONFIDENCES, this.props.plan.confidence).map(
            (value) => ({
                value,
                text: formatShare(100 * value, 0),
            })
        );
    }

    get weeks() {
        return this.withChosen(WEEKS, this.props.plan.weeks).map((value) => ({
            value,
            text: _t("%(weeks)s weeks", {weeks: value}),
        }));
    }

    withChosen(values, chosen) {
        return [...new Set([...values, chosen])].sort((one, other) => one - other);
    }

    get resultText() {
        const {
            needed,
            done,
            missing,
            per_day: perDay,
            weeks,
            minutes,
        } = this.props.plan;
        const values = {
            needed: formatCount(needed),
            done: formatCount(done),
            missing: formatCount(missing),
            perDay,
            weeks,
            minutes,
        };
        return missing
            ? _t(
                  "%(needed)s counts in all, %(done)s done, %(missing)s to go: %(perDay)s a day for %(weeks)s weeks, about %(minutes)s min a day.",
                  values
              )
            : _t("%(needed)s counts in all, %(done)s done.", values);
    }

    get line() {
        return this.props.plan.curve
            .map(({left, height}) => `${left},${100 - height}`)
            .join(" ");
    }

    get chosen() {
        return this.props.plan.curve.find((point) => point.is_chosen);
    }

    get chartLabel() {
        const {curve} = this.props.plan;
        return _t(
            "From %(most)s counts at ±%(narrow)s to %(least)s at ±%(wide)s points",
            {
                most: formatCount(curve[0].count),
                narrow: curve[0].margin_percent,
                least: formatCount(curve.at(-1).count),
                wide: curve.at(-1).margin_percent,
            }
        );
    }

    get chosenText() {
        return _t("%(count)s counts at ±%(margin)s", {
            count: formatCount(this.chosen.count),
            margin: this.chosen.margin_percent,
        });
    }

    setNumber(name, ev) {
        this.props.change({[name]: Number(ev.target.value)});
    }

    onAccuracy(ev) {
        const percent = Number(ev.target.value);
        if (percent > 0 && percent < 100) {
            this.props.change({accuracy: percent / 100});
        }
    }
}
