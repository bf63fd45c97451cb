import {
    Component,
    onWillStart,
    onWillUnmount,
    onWillUpdateProps,
    useState,
} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

const RADIUS = 90;
const AROUND = 2 * Math.PI * RADIUS;

/** Hours, minutes and seconds of a number of seconds. */
export function clockText(seconds) {
    const pad = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    return `${hours}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

/**
 * The stopwatch. The server says how long the test has taken; between two answers the
 * page only counts on. A screen reader hears it once a minute.
 */
export class RecallClock extends Component {
    static template = "inv_recall.RecallClock";
    static props = {clock: Object, busy: Boolean, act: Function};

    setup() {
        this.state = useState({seconds: 0, spoken: ""});
        onWillStart(() => this.begin(this.props.clock));
        onWillUpdateProps((props) => this.begin(props.clock));
        onWillUnmount(() => clearInterval(this.timer));
    }

    begin(clock) {
        clearInterval(this.timer);
        const start = Date.now() - clock.seconds * 1000;
        this.state.seconds = clock.seconds;
        this.speak();
        if (clock.running) {
            this.timer = setInterval(() => {
                // A tick may come a little early; it is a new second all the same.
                this.state.seconds = Math.round((Date.now() - start) / 1000);
                this.speak();
            }, 1000);
        }
    }

    /** Tell the whole minutes; the text changes, and is heard, once a minute. */
    speak() {
        const minutes = Math.floor(this.state.seconds / 60);
        this.state.spoken =
            minutes === 1 ? _t("1 minute") : _t("%(minutes)s minutes", {minutes});
    }

    get text() {
        return clockText(this.state.seconds);
    }

    get left() {
        const left = this.props.clock.limit - this.state.seconds;
        const values = {
            time: clockText(Math.abs(left)),
            hours: this.props.clock.hours,
        };
        return left >= 0
            ? _t("%(time)s left of %(hours)s h", values)
            : _t("%(time)s over %(hours)s h", values);
    }

    get late() {
        return this.state.seconds > this.props.clock.limit;
    }

    get dash() {
        const share = Math.min(1, this.state.seconds / (this.props.clock.limit || 1));
        return `${share * AROUND} ${AROUND}`;
    }
}
