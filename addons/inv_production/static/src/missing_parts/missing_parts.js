import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {BoardFilters} from "../board_filters/board_filters";
import {NoOrders} from "../no_orders/no_orders";
import {useBoardNavigation} from "../readiness_board/board_navigation";
import {
    clockText,
    formatCount,
    formatDay,
    ordersText,
} from "../readiness_board/readiness_board_text";
import {makeTiles} from "./missing_parts_tiles";
import {PartRow} from "./part_row/part_row";
import {keyOf, PartsStore} from "./parts_store";

const SORTABLE = {
    short: {title: _t("Short now"), isNumber: true},
    first_need: {title: _t("First need"), isNumber: false},
    order_count: {title: _t("Orders"), isNumber: true},
    value: {title: _t("Blocked output"), isNumber: true},
};

/** Components that are missing: what one act frees the most. */
export class MissingParts extends Component {
    static template = "inv_production.MissingParts";
    static components = {BoardFilters, Layout, NoOrders, PartRow};
    static props = {...standardActionServiceProps};

    setup() {
        const {action, state} = this.props;
        const filters = state?.filters ?? action.context?.inv_filters ?? {};
        this.store = useState(new PartsStore(useService("orm"), filters));
        this.open = useBoardNavigation();
        this.display = {controlPanel: {}};
        this.keyOf = keyOf;
        useSetupAction({getLocalState: () => ({filters: this.store.filters})});
        onWillStart(() => {
            this.store.load();
        });
    }

    get isFilled() {
        return this.store.status === "ready" && this.store.data.parts.length > 0;
    }

    get tiles() {
        return makeTiles(this.store.data);
    }

    get columns() {
        return SORTABLE;
    }

    get pager() {
        const count = this.store.data.parts.length;
        return count === 1
            ? _t("1 part")
            : _t("%(count)s parts", {count: formatCount(count)});
    }

    title(name) {
        return SORTABLE[name].title.toString();
    }

    sortIcon(name) {
        const {sort} = this.store;
        if (sort.name !== name) {
            return "";
        }
        return sort.isDescending ? "fa-caret-down" : "fa-caret-up";
    }

    ariaSort(name) {
        const {sort} = this.store;
        if (sort.name !== name) {
            return "none";
        }
        return sort.isDescending ? "descending" : "ascending";
    }

    get chartTitle() {
        const {start, days, today} = this.store.data;
        const end = luxon.DateTime.fromISO(start).plus({days: days - 1});
        return _t("Need and supply to %(date)s", {
            date: formatDay(end.toISODate(), today),
        });
    }

    get emptyText() {
        return _t("Nothing is missing. All %(orders)s have their material.", {
            orders: ordersText(this.store.data.tiles.order_count),
        });
    }

    get footText() {
        const time = clockText(this.store.data.computed_at);
        return _t(
            "Stock is given in the order of the readiness board · computed %(time)s",
            {time}
        );
    }
}

registry.category("actions").add("inv_production.missing_parts", MissingParts);
