import {Component} from "@odoo/owl";

/** What the chosen point means for every class; the total equals the point. */
export class ClassEffects extends Component {
    static template = "inv_optimisation.ClassEffects";
    static props = {store: Object};

    get rows() {
        return this.props.store.choice?.rows || [];
    }

    get total() {
        return this.props.store.choice?.total;
    }

    /** Half of the cell belongs to each direction. */
    width(row) {
        return `${(row.bar * 50).toFixed(1)}%`;
    }
}
