import {Component} from "@odoo/owl";

/** The matrix on a phone: lanes by the site that sends. */
export class LaneList extends Component {
    static template = "inv_multisite.LaneList";
    static props = {rows: Array, canEdit: Boolean, open: Function};

    lanesOf(row) {
        return row.cells.filter(({lane_id}) => lane_id);
    }

    missingOf(row) {
        return row.cells.filter(({state}) => state === "missing");
    }
}
