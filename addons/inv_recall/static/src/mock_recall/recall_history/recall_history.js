import {Component} from "@odoo/owl";

/** This mock recall beside the ones before it: time taken and share traced. */
export class RecallHistory extends Component {
    static template = "inv_recall.RecallHistory";
    static props = {history: Array};

    get marks() {
        const first = this.props.history[0];
        return first ? [first.limit, first.half] : [];
    }
}
