import {Component, useRef} from "@odoo/owl";
import {columnTitle, formatCount} from "../readiness_board_text";

/** The columns of a phone: one at a time, with how many orders each has. */
export class BoardTabs extends Component {
    static template = "inv_production.BoardTabs";
    static props = {
        columns: {type: Array},
        current: {type: String},
        select: {type: Function},
    };

    setup() {
        this.root = useRef("root");
    }

    get tabs() {
        return this.props.columns.map(({key, count}) => ({
            key,
            count: formatCount(count),
            title: columnTitle(key),
            isCurrent: key === this.props.current,
        }));
    }

    onKeydown(event) {
        const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
        if (!step) {
            return;
        }
        event.preventDefault();
        const keys = this.props.columns.map(({key}) => key);
        const at = keys.indexOf(this.props.current) + step;
        const key = keys[(at + keys.length) % keys.length];
        this.props.select(key);
        this.root.el.querySelector(`[data-tab="${key}"]`).focus();
    }
}
