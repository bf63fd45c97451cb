import {Component} from "@odoo/owl";

/** What is open in a case, with the buttons that settle it. */
export class OpenIssues extends Component {
    static template = "inv_recall.OpenIssues";
    static props = {issues: Array, busy: Boolean, act: Function};
}
