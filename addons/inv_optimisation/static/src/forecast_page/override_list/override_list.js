import {Component} from "@odoo/owl";

const ICONS = {
    helped: "fa-check-circle",
    hurt: "fa-exclamation-triangle",
    same: "fa-minus-circle",
    open: "fa-hourglass-half",
};

/** Overrides of the chosen row: in force, planned, and whether past ones helped. */
export class OverrideList extends Component {
    static template = "inv_optimisation.OverrideList";
    static props = {store: Object};

    get parts() {
        return this.props.store.detail.overrides;
    }

    icon(verdict) {
        return ICONS[verdict.code];
    }
}
