import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatCount} from "../../readiness_board/readiness_board_text";

const WIDTH = 240;
const HEIGHT = 34;
const PADDING = 3;

/** Staircase through daily running totals, as an SVG path. */
export function staircase(values, top) {
    const x = (day) => (day / Math.max(values.length - 1, 1)) * WIDTH;
    const y = (value) => HEIGHT - PADDING - (value / top) * (HEIGHT - 2 * PADDING);
    return values
        .map((value, day) =>
            day
                ? `H${x(day).toFixed(1)}V${y(value).toFixed(1)}`
                : `M0 ${y(value).toFixed(1)}`
        )
        .join("");
}

/** Days on which more is needed than there, as rectangles between both lines. */
export function shortageBars(need, supply, top) {
    const step = WIDTH / Math.max(need.length - 1, 1);
    const y = (value) => HEIGHT - PADDING - (value / top) * (HEIGHT - 2 * PADDING);
    const bars = [];
    for (let day = 0; day < need.length - 1; day++) {
        if (need[day] > supply[day]) {
            bars.push({
                key: day,
                x: day * step,
                y: y(need[day]),
                width: step,
                height: y(supply[day]) - y(need[day]),
            });
        }
    }
    return bars;
}

/** Need against supply of the next weeks; the gap is hatched. */
export class SupplySparkline extends Component {
    static template = "inv_production.SupplySparkline";
    static props = {
        need: {type: Array},
        supply: {type: Array},
        id: {type: String},
        name: {type: String},
    };

    get box() {
        return `0 0 ${WIDTH} ${HEIGHT}`;
    }

    get fill() {
        return `url(#${this.props.id})`;
    }

    get top() {
        return Math.max(...this.props.need, ...this.props.supply, 1);
    }

    get needPath() {
        return staircase(this.props.need, this.top);
    }

    get supplyPath() {
        return staircase(this.props.supply, this.top);
    }

    get bars() {
        return shortageBars(this.props.need, this.props.supply, this.top);
    }

    get label() {
        const {name, need, supply} = this.props;
        const days = need.filter((value, day) => value > supply[day]).length;
        return _t(
            "%(name)s: %(need)s needed and %(supply)s there or coming in %(length)s days, short on %(days)s of them.",
            {
                name,
                need: formatCount(need[need.length - 1]),
                supply: formatCount(supply[supply.length - 1]),
                length: need.length,
                days,
            }
        );
    }
}
