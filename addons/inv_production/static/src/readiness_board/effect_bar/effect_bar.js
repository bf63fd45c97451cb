import {Component, useState} from "@odoo/owl";

/** What the drags do to all orders; nothing is saved before it is kept. */
export class EffectBar extends Component {
    static template = "inv_production.EffectBar";
    static props = {store: {type: Object}, isSmall: {type: Boolean}};

    setup() {
        this.store = useState(this.props.store);
    }
}
