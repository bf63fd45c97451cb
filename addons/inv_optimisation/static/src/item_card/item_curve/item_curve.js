import {Component} from "@odoo/owl";

const WIDTH = 150;
const HEIGHT = 88;
const MARGIN = 8;

/** Service against average stock of one item, today's point and the what-if's. */
export class ItemCurve extends Component {
    static template = "inv_optimisation.ItemCurve";
    static props = {curve: Object};

    setup() {
        Object.assign(this, {width: WIDTH, height: HEIGHT});
    }

    /** Pixels of a place that the server gave as shares of the plot. */
    pixel({x, y}) {
        return {
            x: MARGIN + x * (WIDTH - 2 * MARGIN),
            y: HEIGHT - MARGIN - y * (HEIGHT - 2 * MARGIN),
        };
    }

    get path() {
        return this.props.curve.line
            .map((place) => this.pixel(place))
            .map(({x, y}) => `${x.toFixed(1)},${y.toFixed(1)}`)
            .join(" ");
    }
}
