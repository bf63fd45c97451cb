import {Component, useRef} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";

/** Drawing areas in units of the picture, so that texts keep their size. */
const WIDE = {width: 860, height: 440, left: 64, right: 20, top: 16, bottom: 46};
const SMALL = {width: 380, height: 340, left: 56, right: 12, top: 16, bottom: 46};

/** The curve with today and the chosen dot: drag, arrow keys, or type. */
export class CurveChart extends Component {
    static template = "inv_optimisation.CurveChart";
    static props = {store: Object};

    setup() {
        this.ui = useService("ui");
        this.svg = useRef("svg");
        this.isDragging = false;
    }

    get store() {
        return this.props.store;
    }

    get box() {
        return this.ui.isSmall ? SMALL : WIDE;
    }

    get bottom() {
        return this.box.height - this.box.bottom;
    }

    x(share) {
        return (
            this.box.left + share * (this.box.width - this.box.left - this.box.right)
        );
    }

    y(share) {
        return this.bottom - share * (this.bottom - this.box.top);
    }

    get path() {
        const points = this.store.steps.map(({x, y}) => `${this.x(x)},${this.y(y)}`);
        return `M${points.join("L")}`;
    }

    get label() {
        return _t("Chosen: %(point)s. Today: %(today)s.", {
            point: this.store.step?.text || "",
            today: this.store.data.today.text,
        });
    }

    /** Side of the dot on which its box has room. */
    get boxPlace() {
        const {x, y} = this.store.step;
        return {
            x: this.x(x) + (x > 0.6 ? -178 : 14),
            y: this.y(y) + (y > 0.75 ? 14 : -52),
        };
    }

    get targetText() {
        return this.store.target ? (this.store.target * 100).toFixed(1) : "";
    }

    // Dragging: the step next to the pointer

    start(ev) {
        this.isDragging = true;
        this.svg.el.setPointerCapture(ev.pointerId);
        this.drag(ev);
    }

    stop() {
        this.isDragging = false;
    }

    drag(ev) {
        if (!this.isDragging) {
            return;
        }
        const frame = this.svg.el.getBoundingClientRect();
        const at = ((ev.clientX - frame.left) / frame.width) * this.box.width;
        const distances = this.store.steps.map(({x}) => Math.abs(this.x(x) - at));
        this.store.moveTo(distances.lastIndexOf(Math.min(...distances)));
    }

    onKeydown(ev) {
        const moves = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1};
        if (ev.key in moves) {
            ev.preventDefault();
            this.store.moveTo(this.store.index + moves[ev.key]);
        }
    }

    onTarget(ev) {
        this.store.chooseTargetText(ev.target.value);
    }

    onBudget(ev) {
        this.store.chooseBudget(ev.target.value);
    }
}
