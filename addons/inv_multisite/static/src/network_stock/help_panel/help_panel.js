import {Component} from "@odoo/owl";
import {TONE_ICONS} from "../network_stock_text";

/** Who can help each short site, with how much and by when. */
export class HelpPanel extends Component {
    static template = "inv_multisite.HelpPanel";
    static props = {
        cards: Array,
        text: String,
        openLane: Function,
        request: Function,
    };

    setup() {
        this.icons = TONE_ICONS;
    }
}
