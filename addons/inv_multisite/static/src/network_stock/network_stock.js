import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {Layout} from "@web/search/layout";
import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {HelpPanel} from "./help_panel/help_panel";
import {ItemList} from "./item_list/item_list";
import {NetworkStore} from "./network_store";
import {SiteTable} from "./site_table/site_table";

/** One item everywhere: who has it, who needs it, who can help whom. */
export class NetworkStock extends Component {
    static template = "inv_multisite.NetworkStock";
    static components = {HelpPanel, ItemList, Layout, SiteTable};
    static props = {...standardActionServiceProps};
    static displayName = _t("Stock by Site");
    // Core needs both to find an item in the address again.
    static path = "stock-by-site";

    setup() {
        const {action, resId, state} = this.props;
        const start = state?.productId || resId || action.params?.product_id || false;
        this.store = useState(
            new NetworkStore(useService("orm"), start, state?.search || "")
        );
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.ui = useService("ui");
        // On a phone the list makes room for the item that was opened.
        this.state = useState({isListOpen: !start});
        this.display = {controlPanel: {}};
        useSetupAction({
            getLocalState: () => ({
                productId: this.store.productId,
                search: this.store.search,
            }),
        });
        onWillStart(() => {
            this.start();
        });
    }

    get isEmpty() {
        const {status, count, search, data} = this.store;
        return status === "ready" && !count && !search && !data;
    }

    get showsList() {
        return !this.ui.isSmall || this.state.isListOpen;
    }

    get showsItem() {
        return !this.ui.isSmall || !this.state.isListOpen;
    }

    get unitText() {
        return _t("in %(unit)s", {unit: this.store.data.unit});
    }

    async start() {
        await this.store.load();
        this.remember();
    }

    async choose(id) {
        this.state.isListOpen = false;
        await this.store.choose(id);
        this.remember();
    }

    /** Keep the item in the address, so that it can be sent to a colleague. */
    remember() {
        this.props.updateActionState?.({resId: this.store.productId});
    }

    openPoint(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "inv.stocking.point",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openLane(id) {
        this.dialog.add(
            FormViewDialog,
            {resModel: "inv.lane", resId: id},
            {onClose: () => this.store.choose(this.store.productId)}
        );
    }

    /** Ask before the pickings are made: they cannot be undone on this page. */
    request(helper, card) {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Transfer instead of buying"),
            body: _t(
                "%(quantity)s go from %(source)s to %(target)s. Two linked pickings are made.",
                {
                    quantity: helper.quantity_text,
                    source: helper.name,
                    target: card.name,
                }
            ),
            confirmLabel: _t("Transfer"),
            confirm: () => this.store.request(helper),
            cancel: () => {},
        });
    }

    openRuns() {
        return this.action.doAction("inv_optimisation.inv_planning_run_action");
    }
}

registry.category("actions").add("inv_multisite.network_stock", NetworkStock);
