import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {MockRecall} from "@inv_recall/mock_recall/mock_recall";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

import {CaseCards} from "./case_cards/case_cards";
import {MassBalance} from "./mass_balance/mass_balance";
import {OpenIssues} from "./open_issues/open_issues";
import {RecallBoardApi} from "./recall_board_api";
import {ScopeTree} from "./scope_tree/scope_tree";

/**
 * The page of a recall case: scope, balance, what is open, and the later steps.
 *
 * It is a widget of the form: it follows the record and reads all it shows by one call.
 */
export class RecallBoard extends Component {
    static template = "inv_recall.RecallBoard";
    static components = {CaseCards, MassBalance, MockRecall, OpenIssues, ScopeTree};
    static props = {...standardWidgetProps};

    setup() {
        this.api = new RecallBoardApi(useService("orm"), useService("action"));
        this.state = useState({page: null, busy: false, version: 0});
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps((props) => this.load(props.record));
    }

    get page() {
        return this.state.page;
    }

    get mock() {
        return this.page.kind === "mock";
    }

    async load(record) {
        this.recallId = record.resId;
        if (!record.resId || record.data.state === "trigger") {
            this.state.page = null;
            return;
        }
        const page = await this.api.load(record.resId);
        // Another case may have been opened meanwhile.
        if (this.recallId === record.resId) {
            this.state.page = page;
            this.state.version++;
        }
    }

    /** Load the record again and the page with it, whether the form draws anew or not. */
    async reload() {
        await this.props.record.load();
        await this.load(this.props.record);
    }

    async act(method, args = []) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            await this.api.follow(this.recallId, method, args, () => this.reload());
        } finally {
            this.state.busy = false;
        }
    }

    toggle(toggle) {
        return this.act("action_set_toggle", [toggle.field, !toggle.on]);
    }
}

registry.category("view_widgets").add("inv_recall_board", {
    component: RecallBoard,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "kind", type: "selection"},
        {name: "traced_at", type: "datetime"},
    ],
});
