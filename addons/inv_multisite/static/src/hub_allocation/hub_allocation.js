import {Component, onWillStart, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useBus, useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {AllocationStore} from "./allocation_store";
import {ProductList} from "./product_list/product_list";
import {ShareTable} from "./share_table/share_table";

const FOLLOW_MS = 4000;

/** What a hub has, what its branches ask for, and three fair ways to share it. */
export class HubAllocation extends Component {
    static template = "inv_multisite.HubAllocation";
    static components = {Layout, ProductList, ShareTable};
    static props = {...standardActionServiceProps};
    static displayName = _t("Hub Allocation");
    static path = "hub-allocation";

    setup() {
        const {action, state} = this.props;
        const filters = state?.filters ?? action.params?.filters ?? {};
        this.store = useState(new AllocationStore(useService("orm"), filters));
        this.action = useService("action");
        this.ui = useService("ui");
        // On a phone the list makes room for the product that was opened.
        this.state = useState({isListOpen: true});
        this.display = {controlPanel: {}};
        useSetupAction({getLocalState: () => ({filters: {...this.store.filters}})});
        useBus(this.env.services.bus_service, "inv.deployment.run/progress", () =>
            this.store.load()
        );
        const timer = setInterval(() => this.follow(), FOLLOW_MS);
        onWillUnmount(() => clearInterval(timer));
        onWillStart(() => {
            this.store.load();
        });
    }

    /** While a run goes on its plans come. */
    follow() {
        return this.store.isRunning ? this.store.load() : null;
    }

    get data() {
        return this.store.data;
    }

    get showsList() {
        return !this.ui.isSmall || this.state.isListOpen;
    }

    get showsItem() {
        return !this.ui.isSmall || !this.state.isListOpen;
    }

    get acceptText() {
        return _t("Accept All (%(count)s)", {count: this.store.plan.open_count});
    }

    get planText() {
        const {hub, date_text, accepted_count} = this.store.plan;
        return accepted_count
            ? _t("%(hub)s, plan of %(date)s, %(count)s sent", {
                  hub,
                  date: date_text,
                  count: accepted_count,
              })
            : _t("%(hub)s, plan of %(date)s", {hub, date: date_text});
    }

    get runText() {
        const {run} = this.data;
        return run.state === "failed"
            ? _t("%(run)s failed: %(message)s", {run: run.name, message: run.message})
            : _t("%(run)s is under way.", {run: run.name});
    }

    get showsRun() {
        return this.store.isRunning || this.data?.run?.state === "failed";
    }

    get emptyTitle() {
        if (!this.data.hubs.length) {
            return _t("No hub yet");
        }
        return this.store.plan ? _t("Nothing to share") : _t("No plan yet");
    }

    get emptyText() {
        if (!this.data.hubs.length) {
            return _t(
                "A hub feeds the sites at the end of its open lanes. Tick Hub on the warehouse that feeds the others."
            );
        }
        if (!this.store.plan) {
            return _t(
                "A run asks every branch what it needs and shares what the hub has. It comes after the nightly planning, or now."
            );
        }
        return _t(
            "No branch is at its reorder point for an item that it gets by transfer, and the hub has no surplus. If branches also buy these items, let the hub feed every item that it stocks."
        );
    }

    get isEmpty() {
        return !this.store.plan || this.data.tabs.every(({count}) => !count);
    }

    choose(id) {
        this.state.isListOpen = false;
        return this.store.choose(id);
    }

    openWarehouses() {
        return this.action.doAction("stock.action_warehouse_form");
    }

    openTransfer(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "inv.transfer.suggestion",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openPoint(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "inv.stocking.point",
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("inv_multisite.hub_allocation", HubAllocation);
