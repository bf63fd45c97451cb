import {
    Component,
    onWillStart,
    onWillUnmount,
    useExternalListener,
    useState,
} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useBus, useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {EMPTY_FILTERS, VarianceStore} from "./store/variance_store";
import {VariancePanel} from "./variance_panel/variance_panel";
import {makeTiles} from "./variance_queue_tiles";
import {VarianceRow} from "./variance_row/variance_row";
import {VarianceStrips} from "./variance_strips/variance_strips";
import {formatCount, linesText, money, signedMoney} from "./variance_text";

const FOLLOW_MS = 4000;
const KEYS = {
    a: "approve",
    o: "offset",
    r: "recount",
    i: "investigate",
    x: "reject",
};

/** Variances to decide on, the largest first, with the evidence beside them. */
export class VarianceQueue extends Component {
    static template = "inv_cycle_count.VarianceQueue";
    static components = {Layout, VariancePanel, VarianceRow, VarianceStrips};
    static props = {...standardActionServiceProps};

    setup() {
        const {action, state} = this.props;
        const filters = state?.filters ?? this.getStartFilters(action.params || {});
        this.store = useState(new VarianceStore(useService("orm"), filters));
        this.action = useService("action");
        this.ui = useState({isPanelOpen: false});
        this.sessionName = action.params?.session || "";
        this.display = {controlPanel: {}};
        Object.assign(this, {linesText, money, signedMoney});
        useSetupAction({getLocalState: () => ({filters: this.store.filters})});
        useExternalListener(window, "keydown", this.onKeydown.bind(this));
        useBus(this.env.services.bus_service, "inv.count.posting/progress", () =>
            this.store.load()
        );
        const timer = setInterval(() => this.followPosting(), FOLLOW_MS);
        onWillUnmount(() => clearInterval(timer));
        onWillStart(() => {
            this.store.load();
        });
    }

    /** While counts are posted the figures move. */
    followPosting() {
        return this.data?.posting ? this.store.load() : null;
    }

    getStartFilters({session_id = false}) {
        return session_id ? {session_id} : {};
    }

    get data() {
        return this.store.data;
    }

    get tiles() {
        return makeTiles(this.data);
    }

    get pagerText() {
        const {offset, pageEnd} = this.store;
        return _t("%(first)s-%(last)s / %(count)s", {
            first: offset + 1,
            last: pageEnd,
            count: formatCount(this.data.count),
        });
    }

    get smallText() {
        return _t("Approve %(count)s under %(limit)s", {
            count: formatCount(this.data.totals.small_count),
            limit: money(this.data.small_limit, this.data.currency_id),
        });
    }

    get footText() {
        const shown = linesText(this.store.lines.length);
        const {ticked} = this.store;
        return ticked.length
            ? _t("%(lines)s, %(count)s selected", {lines: shown, count: ticked.length})
            : shown;
    }

    get emptyText() {
        if (this.store.isFiltered) {
            return _t("No variance matches.");
        }
        const {count} = this.data.tiles.posted;
        return count
            ? _t("Nothing to approve. %(lines)s posted today.", {
                  lines: linesText(count),
              })
            : _t("Nothing to approve.");
    }

    setFilter(name, value) {
        return this.store.setFilters({[name]: value || EMPTY_FILTERS[name]});
    }

    clearFilters() {
        return this.store.setFilters({...EMPTY_FILTERS});
    }

    choose(lineId) {
        this.ui.isPanelOpen = true;
        return this.store.show(lineId);
    }

    open({res_model, res_id}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model,
            res_id,
            views: [[false, "form"]],
        });
    }

    /** Keys of the queue; they rest while somebody types. */
    onKeydown(ev) {
        const isTyping = ev.target.closest?.(
            "input:not([type=checkbox]), select, textarea"
        );
        const isOther = ev.ctrlKey || ev.metaKey || ev.altKey;
        if (isTyping || isOther || document.querySelector(".modal") || !this.data) {
            return;
        }
        const action = this.getKeyAction(ev.key);
        if (action) {
            ev.preventDefault();
            action();
        }
    }

    getKeyAction(key) {
        const {store} = this;
        const actions = {
            ArrowUp: () => store.step(-1),
            ArrowDown: () => store.step(1),
            " ": () => store.lineId && store.toggle(store.lineId),
            z: () => store.undo(),
        };
        const decision = KEYS[key.toLowerCase()];
        if (decision && store.lineId) {
            return () => this.decideByKey(decision);
        }
        return actions[key] || actions[key.toLowerCase()];
    }

    decideByKey(decision) {
        const proposal = this.store.detail?.proposal;
        if (decision === "offset") {
            return proposal?.decision === "offset"
                ? this.store.decide("offset", {other_line_id: proposal.other_line_id})
                : null;
        }
        return this.store.decide(decision);
    }
}

registry.category("actions").add("inv_cycle_count.variance_queue", VarianceQueue);
