import {Component, useRef} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {addedIcon} from "../added_icon";

/** Categories or items: searched, sorted, page by page. */
export class ForecastList extends Component {
    static template = "inv_optimisation.ForecastList";
    static props = {store: Object};

    setup() {
        this.search = useRef("search");
    }

    get sorts() {
        return [
            {id: "usage", name: _t("Usage value")},
            {id: "error", name: _t("Largest error")},
            {id: "bias", name: _t("Largest bias")},
            {id: "added", name: _t("Worst against naive")},
            {id: "overridden", name: _t("Overridden first")},
        ];
    }

    get kinds() {
        return [
            {id: "categories", name: _t("Categories")},
            {id: "items", name: _t("Items")},
        ];
    }

    get hasNext() {
        const {offset, limit, count} = this.props.store.data;
        return offset + limit < count;
    }

    icon(row) {
        return addedIcon(row.added.verdict);
    }

    setKind(kind) {
        if (kind !== this.props.store.filters.kind) {
            this.props.store.setFilters({kind});
        }
    }

    setSort(ev) {
        this.props.store.setFilters({sort: ev.target.value});
    }

    onSearch(ev) {
        ev.preventDefault();
        const search = this.search.el.value.trim();
        // A change and the key Enter say the same thing.
        if (search !== this.props.store.filters.search) {
            this.props.store.setFilters({search});
        }
    }
}
