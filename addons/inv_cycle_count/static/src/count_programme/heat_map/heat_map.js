import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {cellLabel, formatCount, shortDay, weekdayName} from "../count_programme_text";

/** Weeks by weekdays: how full each day is. A button a day; a drop target as well. */
export class HeatMap extends Component {
    static template = "inv_cycle_count.HeatMap";
    static props = {
        heat: Object,
        day: {type: [String, {value: null}], optional: true},
        canPlan: Boolean,
        isBusy: Boolean,
        open: Function,
        drop: Function,
        level: Function,
    };

    setup() {
        this.state = useState({target: null});
        this.cellLabel = cellLabel;
        this.shortDay = shortDay;
        this.weekdayName = weekdayName;
        this.legend = [
            {level: 0, text: "< 30 %"},
            {level: 1, text: "30–50"},
            {level: 2, text: "50–70"},
            {level: 3, text: "70–85"},
            {level: 4, text: "85–100"},
        ];
    }

    get overText() {
        const count = this.props.heat.over_count;
        return count === 1
            ? _t("1 day over capacity")
            : _t("%(count)s days over capacity", {count});
    }

    get capacityText() {
        const {capacity, counters} = this.props.heat;
        const values = {capacity: formatCount(capacity), counters};
        return counters === 1
            ? _t(
                  "counts planned or done a day, about %(capacity)s fit (1 counter)",
                  values
              )
            : _t(
                  "counts planned or done a day, about %(capacity)s fit (%(counters)s counters)",
                  values
              );
    }

    canDrop(cell) {
        return this.props.canPlan && !cell.is_past && !cell.is_closed;
    }

    onDragOver(ev, cell) {
        if (this.canDrop(cell)) {
            ev.preventDefault();
            this.state.target = cell.date;
        }
    }

    onDrop(ev, cell) {
        ev.preventDefault();
        this.state.target = null;
        if (this.canDrop(cell)) {
            this.props.drop(cell.date);
        }
    }
}
