import {Component, onWillStart, onWillUnmount, useRef, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {useSortable} from "@web/core/utils/sortable_owl";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {BoardFilters} from "../board_filters/board_filters";
import {useBoardNavigation} from "./board_navigation";
import {
    clockText,
    columnTitle,
    formatCount,
    formatDay,
    formatWhole,
    ordersText,
    releaseReadyText,
} from "./readiness_board_text";
import {ReadinessColumn} from "./readiness_column/readiness_column";
import {BoardStore, EMPTY_FILTERS, STALE_MS} from "./store/board_store";

const CLOCK_MS = 30000;
const CHANGED = "inv_readiness_changed";

/** Which order can run: all open orders in one sequence against one stock. */
export class ReadinessBoard extends Component {
    static template = "inv_production.ReadinessBoard";
    static components = {BoardFilters, Layout, ReadinessColumn};
    static props = {...standardActionServiceProps};

    setup() {
        const filters = this.props.state?.filters ?? {};
        this.store = useState(new BoardStore(useService("orm"), filters));
        this.ui = useState(useService("ui"));
        this.open = useBoardNavigation();
        this.root = useRef("root");
        this.display = {controlPanel: {}};
        this.state = useState({tab: "ready", now: Date.now()});
        useSetupAction({getLocalState: () => ({filters: this.store.filters})});
        this.setupDrag();
        this.setupBus();
        const isDragged = () => this.store.isDragged;
        useHotkey("z", () => void this.store.undoMoves(), {isAvailable: isDragged});
        const clock = browser.setInterval(() => {
            this.state.now = Date.now();
        }, CLOCK_MS);
        onWillUnmount(() => browser.clearInterval(clock));
        // The frame shows at once, so the promise is not returned.
        onWillStart(() => {
            this.store.load();
        });
    }

    setupDrag() {
        useSortable({
            ref: this.root,
            elements: ".o_inv_ready_card.o_inv_can_move",
            groups: ".o_inv_ready_column",
            // Dropped in another column, the card takes the place in the sequence; its
            // column is computed.
            connectGroups: true,
            ignore: "a, button, textarea",
            cursor: "grabbing",
            enable: () => !this.ui.isSmall,
            onDrop: ({element, next, previous}) => {
                const idOf = (card) => Number(card?.dataset.order) || false;
                const before = next?.matches(".o_inv_ready_card") && idOf(next);
                const after = !before && idOf(previous);
                this.store.move(idOf(element), before, after);
            },
        });
    }

    /** Read again when readiness changed and nothing would be lost by it. */
    setupBus() {
        const bus = useService("bus_service");
        const onChanged = ({company_id}) => {
            const isIdle = !this.store.isDragged && !this.store.overrideId;
            if (isIdle && company_id === user.activeCompany.id) {
                this.store.load();
            }
        };
        bus.subscribe(CHANGED, onChanged);
        onWillUnmount(() => bus.unsubscribe(CHANGED, onChanged));
    }

    get isFilled() {
        return this.store.status === "ready" && this.store.data.order_count > 0;
    }

    get releaseReady() {
        const {data} = this.store;
        const isPossible = data?.rights.can_release && data.ready_ids.length > 0;
        return isPossible ? releaseReadyText(data.ready_ids.length) : "";
    }

    get orderCount() {
        return ordersText(this.store.data.order_count);
    }

    get isStale() {
        const {loadedAt, status} = this.store;
        return status === "ready" && this.state.now - loadedAt > STALE_MS;
    }

    get staleText() {
        const time = clockText(this.store.data.computed_at);
        return _t("Computed %(time)s. Stock may have moved since.", {time});
    }

    /** All orders are ready or released: good news above the columns. */
    get allReadyText() {
        const {data} = this.store;
        const isOpen = ["by_date", "short"].some((key) => this.store.column(key).count);
        return isOpen
            ? ""
            : _t("All %(orders)s are ready.", {orders: ordersText(data.order_count)});
    }

    get emptyText() {
        const {until} = this.store.filters;
        const {today} = this.store.data;
        return until
            ? _t("No open manufacturing order until %(date)s.", {
                  date: formatDay(until, today),
              })
            : _t("No open manufacturing order.");
    }

    get releaseNoticeText() {
        const count = this.store.data.notice.order_ids.length;
        return count === 1
            ? _t("Release it")
            : _t("Release all %(count)s", {count: formatCount(count)});
    }

    get columns() {
        const {columns} = this.store.data;
        return this.ui.isSmall
            ? columns.filter(({key}) => key === this.state.tab)
            : columns;
    }

    get tabs() {
        return this.store.data.columns.map(({key, count}) => ({
            key,
            count,
            title: columnTitle(key),
        }));
    }

    get partsText() {
        const count = this.store.data.part_count;
        return count === 1
            ? _t("The missing part")
            : _t("All %(count)s missing parts", {count: formatCount(count)});
    }

    money(value) {
        return formatWhole(value, this.store.data.currency_id);
    }

    orders(count) {
        return ordersText(count);
    }

    clearFilters() {
        this.store.setFilters({...EMPTY_FILTERS});
    }
}

registry.category("actions").add("inv_production.readiness_board", ReadinessBoard);
