import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {clockText, formatCount} from "../readiness_board_text";
import {STALE_MS} from "../store/board_store";

/** Lines above the columns: age, freed orders, the last answer, what went wrong. */
export class BoardStrips extends Component {
    static template = "inv_production.BoardStrips";
    static props = {store: {type: Object}, now: {type: Number}};

    setup() {
        this.store = useState(this.props.store);
    }

    get isStale() {
        return this.props.now - this.store.loadedAt > STALE_MS;
    }

    get staleText() {
        const time = clockText(this.store.data.computed_at);
        return _t("Computed %(time)s. Stock may have moved since.", {time});
    }

    /** Orders of the notice that can be released now. */
    get freedIds() {
        const {notice, ready_ids, rights} = this.store.data;
        return rights.can_release
            ? notice.order_ids.filter((id) => ready_ids.includes(id))
            : [];
    }

    get releaseText() {
        const count = this.freedIds.length;
        return count === 1
            ? _t("Release it")
            : _t("Release all %(count)s", {count: formatCount(count)});
    }
}
