import {Component, onMounted, useRef, useState} from "@odoo/owl";
import {useStation} from "../base/hooks";
import {splitCodes} from "../base/wedge";

/** Type or paste a code, or many lines of a reader; a scan still goes its own way. */
export class TypeSheet extends Component {
    static template = "inv_handheld.TypeSheet";
    static props = {};

    setup() {
        this.station = useStation();
        this.state = useState({text: this.station.state.typed || ""});
        this.input = useRef("input");
        // The user asked to type: here the keyboard is wanted.
        onMounted(() => this.input.el.focus());
    }

    get codes() {
        return splitCodes(this.state.text);
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && !ev.shiftKey) {
            ev.preventDefault();
            this.send();
        }
    }

    send() {
        const {codes} = this;
        if (!codes.length) {
            return;
        }
        this.station.closeOverlay();
        for (const code of codes) {
            this.station.scan(code);
        }
    }
}
