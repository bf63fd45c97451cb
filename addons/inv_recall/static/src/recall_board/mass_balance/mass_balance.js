import {Component} from "@odoo/owl";

/** What came in and where it is: a bar and a column for each level and unit. */
export class MassBalance extends Component {
    static template = "inv_recall.MassBalance";
    static props = {balance: Object, act: Function};

    color(key) {
        return `o_inv_recall_part o_inv_recall_${key}`;
    }

    rows(bar, figure) {
        return this.props.act("action_open_figure", [bar.line_ids, figure]);
    }
}
