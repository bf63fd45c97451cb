import {
    Component,
    onWillStart,
    onWillUnmount,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {BoardFilters} from "../board_filters/board_filters";
import {NoOrders} from "../no_orders/no_orders";
import {useCardDrag, useCardFocus} from "./board_hooks";
import {useBoardNavigation} from "./board_navigation";
import {BoardStrips} from "./board_strips/board_strips";
import {BoardTabs} from "./board_tabs/board_tabs";
import {EffectBar} from "./effect_bar/effect_bar";
import {ordersText, releaseReadyText} from "./readiness_board_text";
import {ReadinessColumn} from "./readiness_column/readiness_column";
import {BoardStore} from "./store/board_store";
import {WorstParts} from "./worst_parts/worst_parts";

const CLOCK_MS = 30000;
const CHANGED = "inv_readiness_changed";

/** Which order can run: all open orders in one sequence against one stock. */
export class ReadinessBoard extends Component {
    static template = "inv_production.ReadinessBoard";
    static components = {
        BoardFilters,
        BoardStrips,
        BoardTabs,
        EffectBar,
        Layout,
        NoOrders,
        ReadinessColumn,
        WorstParts,
    };
    static props = {...standardActionServiceProps};

    setup() {
        const filters = this.props.state?.filters ?? {};
        this.store = useState(new BoardStore(useService("orm"), filters));
        this.ui = useState(useService("ui"));
        this.open = useBoardNavigation();
        this.root = useRef("root");
        this.display = {controlPanel: {}};
        this.state = useState({tab: "", now: Date.now()});
        useSetupAction({getLocalState: () => ({filters: this.store.filters})});
        useCardDrag(this.root, this.store, () => !this.ui.isSmall);
        useCardFocus(this.root, this.store);
        this.setupBus();
        this.setupClock();
        const isAvailable = () => this.store.isDragged;
        useHotkey("z", () => void this.store.undoMoves(), {isAvailable});
        // The frame shows at once, so the promise is not returned.
        onWillStart(() => {
            this.store.load();
        });
    }

    /** Read again when readiness changed and nothing would be lost by it. */
    setupBus() {
        const bus = useService("bus_service");
        const onChanged = ({company_id}) => {
            if (this.store.isIdle && company_id === user.activeCompany.id) {
                this.store.load();
            }
        };
        bus.subscribe(CHANGED, onChanged);
        onWillUnmount(() => bus.unsubscribe(CHANGED, onChanged));
    }

    /** A board grows old also when nobody touches it. */
    setupClock() {
        const tick = () => {
            this.state.now = Date.now();
        };
        const clock = browser.setInterval(tick, CLOCK_MS);
        onWillUnmount(() => browser.clearInterval(clock));
        useEffect(tick, () => [this.store.loadedAt]);
    }

    get isFilled() {
        return this.store.status === "ready" && this.store.data.order_count > 0;
    }

    get releaseReady() {
        const {data} = this.store;
        const isPossible = data?.rights.can_release && data.ready_ids.length > 0;
        return isPossible ? releaseReadyText(data.ready_ids.length) : "";
    }

    get isReleaseOff() {
        return this.store.isBusy || this.store.isDragged;
    }

    get orderCount() {
        return ordersText(this.store.data.order_count);
    }

    /** Nothing waits for material: good news above the columns. */
    get allReadyText() {
        const {store} = this;
        if (["by_date", "short"].some((key) => store.column(key).count)) {
            return "";
        }
        const orders = ordersText(store.data.order_count);
        return store.column("released").count
            ? _t("All %(orders)s are ready or released.", {orders})
            : _t("All %(orders)s are ready.", {orders});
    }

    /** Column of a phone: the chosen one, else the first that has orders. */
    get tab() {
        const {columns} = this.store.data;
        const filled = columns.find(({count}) => count) || columns[0];
        return this.state.tab || filled.key;
    }

    get columns() {
        const {columns} = this.store.data;
        return this.ui.isSmall ? columns.filter(({key}) => key === this.tab) : columns;
    }

    selectTab(key) {
        this.state.tab = key;
    }

    openParts() {
        return this.open.parts(this.store.filters);
    }
}

registry.category("actions").add("inv_production.readiness_board", ReadinessBoard);
