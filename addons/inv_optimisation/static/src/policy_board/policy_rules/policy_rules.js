import {Component} from "@odoo/owl";
import {itemsText} from "../policy_board_text";

/** Rules in the order in which they are tried. */
export class PolicyRules extends Component {
    static template = "inv_optimisation.PolicyRules";
    static props = {
        rules: {type: Array, element: Object},
        openRule: {type: Function},
    };

    setup() {
        this.itemsText = itemsText;
    }
}
