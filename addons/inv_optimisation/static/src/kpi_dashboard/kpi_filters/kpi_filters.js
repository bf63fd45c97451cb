import {Component} from "@odoo/owl";

/** Site, class and time of the KPI page. */
export class KpiFilters extends Component {
    static template = "inv_optimisation.KpiFilters";
    static props = {
        options: Object,
        filters: Object,
        setFilters: Function,
    };

    onSite(ev) {
        this.props.setFilters({warehouse_id: Number(ev.target.value) || false});
    }

    onClass(ev) {
        this.props.setFilters({abc_class: ev.target.value || false});
    }

    onMonths(ev) {
        this.props.setFilters({months: Number(ev.target.value)});
    }
}
