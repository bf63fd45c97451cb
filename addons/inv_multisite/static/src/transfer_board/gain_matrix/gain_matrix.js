import {Component} from "@odoo/owl";
import {closedText, money, movesText} from "../transfer_board_text";

/** Largest bubble [px]; its area is the net gain of the lane. */
const BUBBLE_PX = 30;
const LEAST_PX = 12;

/** Who can help whom: sites in rows give, sites in columns take. */
export class GainMatrix extends Component {
    static template = "inv_multisite.GainMatrix";
    static props = {
        sites: {type: Array},
        lanes: {type: Array},
        currencyId: {type: Number},
        chosenId: {type: [Number, Boolean]},
        choose: {type: Function},
    };

    setup() {
        Object.assign(this, {closedText, money, movesText});
    }

    laneOf(source, target) {
        return this.props.lanes.find(
            (lane) => lane.source_id === source.id && lane.target_id === target.id
        );
    }

    bubbleStyle({bubble}) {
        const size = Math.max(BUBBLE_PX * bubble, LEAST_PX);
        return `width: ${size}px; height: ${size}px`;
    }
}
