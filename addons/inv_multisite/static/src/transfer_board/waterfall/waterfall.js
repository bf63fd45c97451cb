import {Component} from "@odoo/owl";
import {signedMoney} from "../transfer_board_text";

/** Cost lines that add up to the net gain, as bars with their numbers. */
export class Waterfall extends Component {
    static template = "inv_multisite.Waterfall";
    static props = {
        rows: {type: Array},
        currencyId: {type: Number},
    };

    setup() {
        Object.assign(this, {signedMoney});
    }

    kind({code, amount}) {
        if (code === "total") {
            return "o_inv_total";
        }
        return amount < 0 ? "o_inv_loss" : "o_inv_gain";
    }

    style({left, width}) {
        return `margin-inline-start: ${100 * left}%; width: ${100 * width}%`;
    }
}
