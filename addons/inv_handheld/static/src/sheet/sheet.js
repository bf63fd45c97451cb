import {Component, onMounted, useRef} from "@odoo/owl";
import {useScan} from "../base/hooks";

/**
 * An amber (or plain) sheet over the lower part of the screen: one question, its
 * answers. Escape and Back close it; a scan goes to the screen below, and closes it.
 */
export class Sheet extends Component {
    static template = "inv_handheld.Sheet";
    static props = {
        title: String,
        text: {type: String, optional: true},
        code: {type: String, optional: true},
        kind: {type: String, optional: true},
        buttons: {type: Array, element: Object, optional: true},
        close: Function,
        onScan: {type: Function, optional: true},
        slots: {type: Object, optional: true},
    };

    setup() {
        this.root = useRef("root");
        onMounted(() => this.root.el.querySelector("button")?.focus());
        useScan((raw) => {
            if (this.props.onScan) {
                return this.props.onScan(raw);
            }
            this.props.close();
            return false;
        });
    }

    async press(button) {
        this.props.close();
        await button.onClick?.();
    }
}
