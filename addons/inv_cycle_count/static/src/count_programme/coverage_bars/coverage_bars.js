import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatCount, formatShare} from "../count_programme_text";

/** How much of the year's counts is done and planned, class by class. */
export class CoverageBars extends Component {
    static template = "inv_cycle_count.CoverageBars";
    static props = {rows: Array};

    share(percent) {
        return formatShare(percent, 0);
    }

    itemText(row) {
        return _t("%(items)s items, %(counts)s counts", {
            items: formatCount(row.items),
            counts: formatCount(row.counts),
        });
    }

    label(row) {
        return _t(
            "%(name)s: %(done)s done, %(planned)s planned, %(due)s due by today, %(verdict)s",
            {
                name: row.name,
                done: formatShare(row.done_percent),
                planned: formatShare(row.planned_percent),
                due: formatShare(row.due_percent),
                verdict: row.verdict,
            }
        );
    }
}
