import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatCount, fullDay, shortDay, weekDay} from "../count_programme_text";

/** What is counted on one day, zone by zone, and a way to move it. */
export class DayPanel extends Component {
    static template = "inv_cycle_count.DayPanel";
    static props = {store: Object, canPlan: Boolean, showCounts: Function};

    setup() {
        this.state = useState({target: ""});
        this.shortDay = shortDay;
        this.weekDay = weekDay;
    }

    get store() {
        return this.props.store;
    }

    get data() {
        return this.store.dayData;
    }

    get title() {
        const {overdue, left_out: leftOut} = this.store.dayFilters;
        if (overdue) {
            return _t("Overdue");
        }
        if (leftOut) {
            return leftOut === "late" ? _t("In time only later") : _t("Does not fit");
        }
        return fullDay(this.store.day);
    }

    /** A day has a load, a list of what is late has none. */
    get loadText() {
        if (Object.keys(this.store.dayFilters).length) {
            return "";
        }
        const {cell} = this.data;
        return _t("%(count)s counts, %(minutes)s of %(capacity)s minutes", {
            count: formatCount(cell.count),
            minutes: formatCount(cell.minutes),
            capacity: formatCount(cell.capacity_minutes),
        });
    }

    get repeatText() {
        const count = this.data.repeat_count;
        return count
            ? _t("%(count)s more come again by then after an earlier count.", {count})
            : "";
    }

    get moreText() {
        return this.data.has_more
            ? _t("The first %(count)s are shown.", {count: this.data.shown_count})
            : "";
    }

    get isPast() {
        return this.data.cell.is_past && this.data.cell.count > 0;
    }

    get emptyText() {
        const {is_past: isPast, count} = this.data.cell;
        return isPast
            ? _t("%(count)s counts were made.", {count: formatCount(count)})
            : _t("Nothing is planned for single items on this day.");
    }

    get isMovable() {
        return this.props.canPlan && this.data.can_move;
    }

    get chosenText() {
        return _t("%(count)s chosen", {count: this.store.chosen.size});
    }

    onDragStart(ev, count) {
        this.store.dragged = count.id;
        // Some browsers start no drag without data.
        ev.dataTransfer?.setData("text/plain", count.item);
    }

    toggleZone(zone) {
        const free = zone.counts.filter(({can_move: canMove}) => canMove);
        const isFull = free.every(({id}) => this.store.chosen.has(id));
        for (const {id} of free) {
            if (isFull === this.store.chosen.has(id)) {
                this.store.toggle(id);
            }
        }
    }

    async move() {
        await this.store.moveTo(this.state.target);
    }
}
