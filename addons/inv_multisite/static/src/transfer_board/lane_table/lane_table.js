import {Component} from "@odoo/owl";
import {
    closedText,
    formatCount,
    formatQuantity,
    loadText,
    money,
} from "../transfer_board_text";

/** A vehicle that is filled to this share is well used. */
const WELL_FILLED = 0.6;

/** Lanes with their load, days and gain; a switch closes one. */
export class LaneTable extends Component {
    static template = "inv_multisite.LaneTable";
    static props = {
        lanes: {type: Array},
        currencyId: {type: Number},
        chosenId: {type: [Number, Boolean]},
        canConfigure: {type: Boolean},
        isBusy: {type: Boolean},
        choose: {type: Function},
        setOpen: {type: Function},
        openRates: {type: Function},
        slots: {type: Object, optional: true},
    };

    setup() {
        Object.assign(this, {closedText, formatCount, formatQuantity, loadText, money});
    }

    fillStyle({fill}) {
        return `width: ${Math.min(100 * fill, 100)}%`;
    }

    fillClass({fill}) {
        return fill >= WELL_FILLED ? "o_inv_full" : "o_inv_thin";
    }
}
