import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatDay} from "../readiness_board/readiness_board_text";
import {EMPTY_FILTERS} from "../readiness_board/store/board_store";

/** Says that no order is shown, why, and how to see all again. */
export class NoOrders extends Component {
    static template = "inv_production.NoOrders";
    static props = {store: {type: Object}};

    get store() {
        return this.props.store;
    }

    get isFiltered() {
        return Object.values(this.store.filters).some(Boolean);
    }

    get emptyText() {
        const {search, until} = this.store.filters;
        if (search) {
            return _t("No open manufacturing order matches “%(text)s”.", {
                text: search,
            });
        }
        const {today} = this.store.data;
        return until
            ? _t("No open manufacturing order until %(date)s.", {
                  date: formatDay(until, today),
              })
            : _t("No open manufacturing order.");
    }

    clearFilters() {
        this.store.setFilters({...EMPTY_FILTERS});
    }
}
