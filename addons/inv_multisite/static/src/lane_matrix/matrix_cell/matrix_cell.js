import {Component} from "@odoo/owl";

/** One pair of sites: the lane, that there is none, or the site itself. */
export class MatrixCell extends Component {
    static template = "inv_multisite.MatrixCell";
    static props = {cell: Object, canEdit: Boolean, open: Function};

    get isLane() {
        return ["open", "closed"].includes(this.props.cell.state);
    }

    get tone() {
        const {state, tint} = this.props.cell;
        return state === "closed"
            ? "o_inv_matrix_closed o_inv_net_hatched"
            : `o_inv_tint_${tint}`;
    }
}
