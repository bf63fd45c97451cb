import {Component} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {useDebounced} from "@web/core/utils/timing";
import {formatDay} from "@inv_optimisation/requisition_queue/requisition_queue_text";

const {DateTime} = luxon;
const TYPING_MS = 400;

/** Search, latest start and site: what board and missing parts show. */
export class BoardFilters extends Component {
    static template = "inv_production.BoardFilters";
    static components = {Dropdown, DropdownItem};
    static props = {
        filters: {type: Object},
        warehouses: {type: Array},
        today: {type: String},
        change: {type: Function},
    };

    setup() {
        this.onTyped = useDebounced((text) => this.search(text), TYPING_MS);
    }

    get warehouse() {
        const {filters, warehouses} = this.props;
        return warehouses.find(({id}) => id === filters.warehouse_id) || null;
    }

    get untilText() {
        const {filters, today} = this.props;
        return filters.until
            ? _t("Starts by %(date)s", {date: formatDay(filters.until, today)})
            : "";
    }

    /** Latest starts that are asked for often. */
    get choices() {
        const today = DateTime.fromISO(this.props.today);
        return [
            {key: "today", label: _t("Today"), date: today},
            {key: "week", label: _t("This week"), date: today.endOf("week")},
            {key: "fortnight", label: _t("14 days"), date: today.plus({days: 14})},
        ].map((choice) => ({...choice, date: choice.date.toISODate()}));
    }

    search(text) {
        const wanted = text.trim();
        if (wanted !== this.props.filters.search) {
            this.props.change({search: wanted});
        }
    }

    setUntil(until) {
        this.props.change({until: until || false});
    }

    setWarehouse(id) {
        this.props.change({warehouse_id: id});
    }

    /** The last facet goes with the key that deletes, as in every search of Odoo. */
    onKeydown(event) {
        const {filters} = this.props;
        if (event.key !== "Backspace" || event.target.value) {
            return;
        }
        if (filters.warehouse_id) {
            this.setWarehouse(false);
        } else if (filters.until) {
            this.setUntil(false);
        }
    }
}
