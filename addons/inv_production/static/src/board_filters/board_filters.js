import {Component} from "@odoo/owl";

/** Search, latest start and site: what board and missing parts show. */
export class BoardFilters extends Component {
    static template = "inv_production.BoardFilters";
    static props = {
        filters: {type: Object},
        warehouses: {type: Array},
        change: {type: Function},
    };

    onSearch(event) {
        this.props.change({search: event.target.value.trim()});
    }

    onUntil(event) {
        this.props.change({until: event.target.value || false});
    }

    onWarehouse(event) {
        this.props.change({warehouse_id: Number(event.target.value) || false});
    }
}
