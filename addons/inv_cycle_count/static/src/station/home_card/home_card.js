import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useStation} from "@inv_handheld/building_blocks";
import {nothingDueText} from "../store/work_text";

const MOST_SEGMENTS = 30;

/** What is to be counted today, and the one button that starts it. */
export class CountHomeCard extends Component {
    static template = "inv_cycle_count.CountHomeCard";
    static props = {card: Object, task: String};

    setup() {
        this.station = useStation();
    }

    get binsText() {
        return this.props.card.bin_count === 1
            ? _t("bin to count")
            : _t("bins to count");
    }

    get doneText() {
        const {done_count: done, bin_count: open} = this.props.card;
        return _t("%(done)s of %(all)s done", {done, all: done + open});
    }

    get overdueText() {
        return _t("%s overdue", this.props.card.overdue_count);
    }

    /** Done, overdue and later places as one bar. */
    get segments() {
        const {
            done_count: done,
            bin_count: open,
            overdue_count: overdue,
        } = this.props.card;
        const kinds = [
            ...Array(done).fill("done"),
            ...Array(overdue).fill("overdue"),
            ...Array(open - overdue).fill("open"),
        ];
        const step = Math.max(1, Math.ceil(kinds.length / MOST_SEGMENTS));
        return kinds.filter((_kind, index) => index % step === 0);
    }

    get nextText() {
        const {zone, zone_count: count, minutes} = this.props.card.next;
        const bins =
            count === 1
                ? _t("1 bin in %s", zone)
                : _t("%(count)s bins in %(zone)s", {count, zone});
        return minutes ? _t("%(bins)s · %(minutes)s min", {bins, minutes}) : bins;
    }

    get emptyText() {
        return nothingDueText(this.props.card);
    }

    start() {
        this.station.openTask(this.props.task, "next");
    }

    list() {
        this.station.openTask(this.props.task, "list");
    }
}
