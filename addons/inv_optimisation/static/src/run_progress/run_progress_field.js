import {
    Component,
    onWillStart,
    onWillUnmount,
    onWillUpdateProps,
    useState,
} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {clamp} from "@web/core/utils/numbers";
import {formatInteger} from "@web/views/fields/formatters";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {secondsLeft} from "./run_estimate";

const NOTIFICATION = "inv.planning.run/progress";
const STOPPED = ["failed", "cancelled"];
const ENDED = ["done", ...STOPPED];
const SECONDS_PER_MINUTE = 60;

/** Progress of a planning run, fed by the bus while the run goes on. */
export class RunProgressField extends Component {
    static template = "inv_optimisation.RunProgressField";
    static props = {...standardFieldProps};

    setup() {
        this.bus = useService("bus_service");
        this.state = useState({live: null, first: null, last: null});
        this.onNotification = (payload) => this.applyProgress(payload);
        onWillStart(() => this.bus.subscribe(NOTIFICATION, this.onNotification));
        onWillUnmount(() => this.bus.unsubscribe(NOTIFICATION, this.onNotification));
        onWillUpdateProps((nextProps) => {
            if (nextProps.record.resId !== this.props.record.resId) {
                Object.assign(this.state, {live: null, first: null, last: null});
            }
        });
    }

    async applyProgress(payload) {
        const {record} = this.props;
        if (payload.run_id !== record.resId) {
            return;
        }
        const sample = {time: Date.now(), count: payload.done_count};
        Object.assign(this.state, {
            live: payload,
            first: this.state.first || sample,
            last: sample,
        });
        if (ENDED.includes(payload.state)) {
            await record.load();
            Object.assign(this.state, {live: null, first: null, last: null});
        }
    }

    /** What is shown: the last notification, or the record when there is none. */
    get run() {
        const {data} = this.props.record;
        const {live} = this.state;
        return {
            state: live ? live.state : data.state,
            total: live ? live.point_count : data.point_count,
            done: live ? live.done_count : data.done_count,
            progress: clamp(live ? live.progress : data[this.props.name] || 0, 0, 100),
        };
    }

    get tone() {
        const {state} = this.run;
        return ["done", "failed", "cancelled"].includes(state) ? state : "running";
    }

    get timeLeft() {
        const {first, last} = this.state;
        const seconds = first && secondsLeft(first, last, this.run.total);
        if (!seconds) {
            return "";
        }
        return seconds < 2 * SECONDS_PER_MINUTE
            ? _t("%(seconds)s s left", {seconds})
            : _t("%(minutes)s min left", {
                  minutes: Math.round(seconds / SECONDS_PER_MINUTE),
              });
    }

    get label() {
        const {state, total, done} = this.run;
        const counts = {done: formatInteger(done), total: formatInteger(total)};
        if (STOPPED.includes(state)) {
            return total
                ? _t("Stopped at %(done)s of %(total)s items", counts)
                : _t("Stopped before the first item");
        }
        if (!total && state !== "done") {
            return state === "draft" ? _t("Not started") : _t("Waiting to start");
        }
        if (state === "running" && this.timeLeft) {
            const left = this.timeLeft;
            return _t("%(done)s of %(total)s items · %(left)s", {...counts, left});
        }
        return _t("%(done)s of %(total)s items", counts);
    }
}

export const runProgressField = {
    component: RunProgressField,
    displayName: _t("Planning run progress"),
    supportedTypes: ["float"],
    fieldDependencies: [
        {name: "point_count", type: "integer", readonly: true},
        {name: "done_count", type: "integer", readonly: true},
        {name: "state", type: "selection", readonly: true},
    ],
};

registry.category("fields").add("inv_run_progress", runProgressField);
