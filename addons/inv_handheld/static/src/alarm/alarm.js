import {Component, onMounted, onWillUnmount, useRef} from "@odoo/owl";
import {useScan, useStation} from "../base/hooks";

const REPEAT = 4000;
const TIMES = 3;

/** Cut two codes into parts that agree and parts that differ. */
export function compareCodes(scanned, right) {
    const split = (code) => code.split(/([-/. ])/);
    const [a, b] = [split(scanned), split(right)];
    const mark = (parts, others) =>
        parts.map((text, index) => ({
            text,
            differs: text !== others[index],
        }));
    return {scanned: mark(a, b), right: mark(b, a)};
}

/**
 * Full-screen alarm: wrong place, held lot, wrong order. Sounds up to three times and
 * stays until it is answered or the right code is scanned.
 *
 * `alarm`: {title, scanned, right, scannedLabel, rightLabel, text, levels (of a rack:
 * [{text, isScanned, isRight}]), right_codes, hint, footer, actions: [{label, icon,
 * isSafe, task, state, payload}]}. The safe action has the focus; an action with a
 * task submits an event, one without only closes.
 */
export class Alarm extends Component {
    static template = "inv_handheld.Alarm";
    static props = {alarm: Object, onAnswer: Function};

    setup() {
        this.station = useStation();
        this.root = useRef("root");
        const {scanned, right} = this.props.alarm;
        this.codes = scanned && right ? compareCodes(scanned, right) : null;
        this.times = 1;
        onMounted(() => {
            this.timer = setInterval(() => this.repeat(), REPEAT);
            const safe = this.root.el.querySelector("[data-safe=true]");
            (safe || this.root.el.querySelector("button"))?.focus();
        });
        onWillUnmount(() => clearInterval(this.timer));
        useScan((raw) => this.onScan(raw));
    }

    repeat() {
        this.times++;
        this.station.feedback.play("wrong");
        if (this.times >= TIMES) {
            clearInterval(this.timer);
        }
    }

    /** The right code closes the alarm; any other only sounds again. */
    onScan(raw) {
        const {right, right_codes: codes = []} = this.props.alarm;
        if (raw === right || codes.includes(raw)) {
            this.station.feedback.play("ok");
            this.props.onAnswer(null, raw);
        } else {
            this.station.feedback.play("wrong");
        }
    }

    /** Keep Tab inside: nothing behind an alarm can be reached. */
    onKeydown(ev) {
        if (ev.key !== "Tab") {
            return;
        }
        const buttons = [...this.root.el.querySelectorAll("button")];
        const step = ev.shiftKey ? -1 : 1;
        const index = buttons.indexOf(document.activeElement) + step;
        buttons.at(index % buttons.length)?.focus();
        ev.preventDefault();
    }
}
