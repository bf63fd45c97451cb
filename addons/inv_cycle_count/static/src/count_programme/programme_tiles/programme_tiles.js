import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatCount, formatMoney, formatShare} from "../count_programme_text";

/** Five figures; each opens what it counts. */
export class ProgrammeTiles extends Component {
    static template = "inv_cycle_count.ProgrammeTiles";
    static props = {
        tiles: Object,
        currencyId: Number,
        openDay: Function,
        openOverdue: Function,
        openPlan: Function,
        openAccuracy: Function,
    };

    get rows() {
        return [this.due, this.overdue, this.counted, this.accuracy, this.cost];
    }

    get due() {
        const {count, capacity, done, counters} = this.props.tiles.due;
        const who = counters.map(({name, count: own}) => `${name} ${own}`).join(", ");
        return {
            key: "due",
            icon: "fa-calendar-check-o",
            title: _t("Due today"),
            value: formatCount(count),
            unit: _t("of capacity %(capacity)s", {capacity: formatCount(capacity)}),
            note: [_t("%(count)s done", {count: done}), who]
                .filter(Boolean)
                .join(" · "),
            open: this.props.openDay,
        };
    }

    get overdue() {
        const {count, days, class_a: classA} = this.props.tiles.overdue;
        return {
            key: "overdue",
            icon: "fa-clock-o",
            title: _t("Overdue"),
            value: formatCount(count),
            unit: count === 1 ? _t("item") : _t("items"),
            isBad: count > 0,
            note: count
                ? _t("oldest %(days)s days · %(count)s class A", {days, count: classA})
                : _t("every promise is kept"),
            open: this.props.openOverdue,
        };
    }

    get counted() {
        const {count, total, place_percent: places} = this.props.tiles.counted;
        return {
            key: "counted",
            icon: "fa-check-square-o",
            title: _t("Counted in 12 months"),
            value: formatCount(count),
            unit: _t("of %(total)s", {total: formatCount(total)}),
            note: _t("%(share)s of the locations seen once", {
                share: formatShare(places, 0),
            }),
            open: this.props.openPlan,
        };
    }

    get accuracy() {
        const figure = this.props.tiles.accuracy;
        const target = formatShare(figure.target_percent, 0);
        return {
            key: "accuracy",
            icon: "fa-bullseye",
            title: _t("Record accuracy"),
            value: figure.has_data ? formatShare(figure.percent) : "–",
            unit: "",
            note: figure.has_data
                ? _t(
                      "%(level)s interval %(lower)s–%(upper)s, n %(count)s · target %(target)s",
                      {
                          level: formatShare(95, 0),
                          lower: figure.lower_percent,
                          upper: figure.upper_percent,
                          count: formatCount(figure.counted),
                          target,
                      }
                  )
                : _t("no random sample yet · target %(target)s", {target}),
            open: this.props.openAccuracy,
        };
    }

    get cost() {
        const {month, minutes, found} = this.props.tiles.cost;
        return {
            key: "cost",
            icon: "fa-money",
            title: _t("Cost of counting"),
            value: formatMoney(month, this.props.currencyId),
            unit: _t("a month"),
            note: _t("%(minutes)s min a count · found %(found)s", {
                minutes,
                found: formatMoney(found, this.props.currencyId),
            }),
            open: this.props.openAccuracy,
        };
    }
}
