import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {weekdayName} from "../count_programme_text";

/** Load of this week in the busiest zones, against each zone's share of capacity. */
export class ZoneLoad extends Component {
    static template = "inv_cycle_count.ZoneLoad";
    static props = {zones: Array};

    dayName(day) {
        return weekdayName(luxon.DateTime.fromISO(day.date).weekday - 1);
    }

    title(zone) {
        return _t("%(zone)s · cap. %(capacity)s", {
            zone: zone.name,
            capacity: zone.capacity,
        });
    }

    label(zone) {
        const days = zone.days.map((day) => `${this.dayName(day)} ${day.count}`);
        return _t("%(zone)s, capacity %(capacity)s: %(days)s", {
            zone: zone.name,
            capacity: zone.capacity,
            days: days.join(", "),
        });
    }
}
