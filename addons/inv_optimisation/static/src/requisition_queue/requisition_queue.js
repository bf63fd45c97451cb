import {Component, onWillStart, onWillUnmount, useRef, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {PhoneRequisition} from "./phone_requisition/phone_requisition";
import {useQueueNavigation} from "./queue_navigation";
import {QueueFoot} from "./queue_foot/queue_foot";
import {QueueList} from "./queue_list/queue_list";
import {RequisitionDetail} from "./requisition_detail/requisition_detail";
import {formatCount, formatDay} from "./requisition_queue_text";
import {QueueStore} from "./store/queue_store";

const KEYS_OFF = "inv_optimisation.requisition_keys_off";

/** Requisitions by time left: approve with a reason, return, split or change. */
export class RequisitionQueue extends Component {
    static template = "inv_optimisation.RequisitionQueue";
    static components = {
        Layout,
        PhoneRequisition,
        QueueFoot,
        QueueList,
        RequisitionDetail,
    };
    static props = {...standardActionServiceProps};

    setup() {
        const chosen = this.props.state?.selectedId ?? null;
        this.store = useState(new QueueStore(useService("orm"), chosen));
        this.ui = useState(useService("ui"));
        this.open = useQueueNavigation();
        this.root = useRef("root");
        this.display = {controlPanel: {}};
        this.state = useState({
            first: 0,
            last: 0,
            hasKeys: !browser.localStorage.getItem(KEYS_OFF),
        });
        useSetupAction({getLocalState: () => ({selectedId: this.store.selectedId})});
        this.setupKeys();
        // The frame shows at once, so the promise is not returned.
        onWillStart(() => {
            this.store.load();
        });
        onWillUnmount(() => this.store.dropResult());
    }

    setupKeys() {
        const {store} = this;
        const keys = {
            j: () => store.step(1),
            k: () => store.step(-1),
            a: () => store.approve(),
            r: () => store.canReturn && store.setMode("return"),
            s: () => store.canSplit && store.setMode("split"),
            e: () => store.canEdit && store.setMode("change"),
            z: () => store.undo(),
        };
        const isAvailable = () =>
            this.state.hasKeys && !this.ui.isSmall && store.status === "ready";
        for (const [key, callback] of Object.entries(keys)) {
            useHotkey(key, () => void callback(), {isAvailable});
        }
    }

    toggleKeys() {
        this.state.hasKeys = !this.state.hasKeys;
        if (this.state.hasKeys) {
            browser.localStorage.removeItem(KEYS_OFF);
        } else {
            browser.localStorage.setItem(KEYS_OFF, "1");
        }
    }

    get isPhonePage() {
        return this.ui.isSmall && this.isFilled;
    }

    get isFilled() {
        return this.store.status === "ready" && !this.store.isEmpty;
    }

    get withinLimitLabel() {
        const {data} = this.store;
        if (!data || !data.rights.can_approve || !data.within_limit.count) {
            return "";
        }
        const count = formatCount(data.within_limit.count);
        return _t("Approve %(count)s within my limit", {count});
    }

    // Pager: which cards can be seen

    setVisible(first, last) {
        if (first !== this.state.first || last !== this.state.last) {
            Object.assign(this.state, {first, last});
        }
    }

    get pager() {
        const {first, last} = this.state;
        const count = this.store.cards.length;
        return _t("%(first)s-%(last)s / %(count)s", {first, last, count});
    }

    turnPage(direction) {
        const cards = this.root.el.querySelector(".o_inv_queue_cards");
        cards.scrollBy({top: direction * cards.clientHeight});
    }

    // Good news

    get nextText() {
        const {next, today} = this.store.data;
        if (!next) {
            return "";
        }
        const date = formatDay(next.date, today);
        return next.count === 1
            ? _t("The next order-by date is %(date)s (1 item).", {date})
            : _t("The next order-by date is %(date)s (%(count)s items).", {
                  date,
                  count: formatCount(next.count),
              });
    }

    get hasAutomatic() {
        return Boolean(this.store.data.automatic?.line_count);
    }
}

registry
    .category("actions")
    .add("inv_optimisation.requisition_queue", RequisitionQueue);
