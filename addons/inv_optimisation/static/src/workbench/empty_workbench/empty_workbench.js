import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {formatCount} from "../../requisition_queue/requisition_queue_text";
import {useQueueNavigation} from "../../requisition_queue/queue_navigation";

const DEFAULT_FILTER = "needs_decision";

/** Good news first, then what comes next; a filter without rows says so. */
export class EmptyWorkbench extends Component {
    static template = "inv_optimisation.EmptyWorkbench";
    static props = {store: Object};

    setup() {
        this.action = useService("action");
        this.open = useQueueNavigation();
    }

    get header() {
        return this.props.store.header;
    }

    /** Whether more than "needs a decision" narrows the list. */
    get isFiltered() {
        const active = this.env.searchModel.getSearchItems(({isActive}) => isActive);
        return active.some(({name}) => name !== DEFAULT_FILTER);
    }

    get isFirst() {
        return Boolean(this.header?.plan.is_first);
    }

    get automaticLabel() {
        const count = this.header?.automatic.line_count;
        return count
            ? _t("See what was auto-approved (%(count)s)", {count: formatCount(count)})
            : "";
    }

    get quietLabel() {
        const count = this.header?.quiet_count;
        return count
            ? _t("Show deferred (%(count)s)", {count: formatCount(count)})
            : "";
    }

    clear() {
        const {searchModel} = this.env;
        for (const {id, name} of searchModel.getSearchItems(({isActive}) => isActive)) {
            if (name !== DEFAULT_FILTER) {
                searchModel.toggleSearchItem(id);
            }
        }
    }

    showQuiet() {
        const {searchModel} = this.env;
        const names = [DEFAULT_FILTER, "quiet"];
        const items = searchModel.getSearchItems(({name}) => names.includes(name));
        for (const {id} of items) {
            searchModel.toggleSearchItem(id);
        }
    }

    openBoard() {
        this.action.doAction("inv_optimisation.inv_stocking_policy_board_action");
    }
}
