import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useDebounced} from "@web/core/utils/timing";

const TYPING_MS = 250;

/** The products of a plan: short ones, those with surplus, those with enough. */
export class ProductList extends Component {
    static template = "inv_multisite.HubProductList";
    static props = {store: Object, choose: Function};

    setup() {
        this.search = useDebounced(
            (search) => this.props.store.setFilters({search}),
            TYPING_MS
        );
    }

    get pagerText() {
        const {offset, pageEnd, data} = this.props.store;
        return _t("%(first)s–%(last)s of %(count)s", {
            first: offset + 1,
            last: pageEnd,
            count: data.count,
        });
    }

    get emptyText() {
        const {filters, data} = this.props.store;
        if (filters.search) {
            return _t("No item matches. Try a part of its name or code.");
        }
        return {
            short: _t(
                "The hub is short of nothing: every branch gets what it asks for."
            ),
            surplus: _t("The hub has no surplus to push."),
            enough: _t("Nothing here: look under Short."),
        }[data.status];
    }

    /** Full width of a bar is the larger of ask and supply. */
    width(share) {
        return `width: ${(100 * share).toFixed(1)}%`;
    }
}
