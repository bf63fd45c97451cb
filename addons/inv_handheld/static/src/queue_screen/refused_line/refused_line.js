import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useStation} from "../../base/hooks";
import {tasks} from "../../base/task_registry";
import {formatTime} from "../../base/format";

/**
 * A scan that the server refused: it stays with its reason until the user decides.
 *
 * Edit is offered when the task knows how (`editEvent(row, station)` returns the event
 * that replaces it). A task may bring own buttons for a conflict by
 * `refusedActions(row, station)`: [{label, onClick}], of equal weight.
 */
export class RefusedLine extends Component {
    static template = "inv_handheld.RefusedLine";
    static props = {row: Object};

    setup() {
        this.station = useStation();
    }

    get task() {
        return tasks.contains(this.props.row.task)
            ? tasks.get(this.props.row.task)
            : {};
    }

    get time() {
        return formatTime(this.props.row.time);
    }

    get actions() {
        const {row} = this.props;
        const own = this.task.refusedActions?.(row, this.station);
        if (own) {
            return own;
        }
        const actions = [
            {label: _t("Send to supervisor"), onClick: () => this.escalate()},
            {label: _t("Discard"), onClick: () => this.askDiscard()},
        ];
        if (this.task.editEvent) {
            actions.unshift({label: _t("Edit"), onClick: () => this.edit()});
        }
        return actions;
    }

    async edit() {
        const {row} = this.props;
        const event = await this.task.editEvent(row, this.station);
        if (event) {
            await this.station.queue.decide(row, "replaced");
            const payload = {...event.payload, replaces: row.uuid};
            await this.station.submit({task: row.task, ...event, payload});
        }
    }

    /** What the user decided is an event too: nothing happens silently. */
    note(state, status, label) {
        const {row} = this.props;
        const {uuid, task, scan, message} = row;
        const payload = {uuid, task, scan, message, content: row.payload};
        const event = {task: "home", state, payload, label, detail: scan || ""};
        return this.station
            .submit(event)
            .then(() => this.station.queue.decide(row, status));
    }

    escalate() {
        return this.note("escalate", "escalated", _t("Sent to supervisor"));
    }

    askDiscard() {
        const {row} = this.props;
        this.station.openSheet({
            kind: "amber",
            title: _t("Discard this scan?"),
            code: row.label || row.scan || "",
            text: _t("It is not used. The office can still see that it was discarded."),
            buttons: [
                {label: _t("Keep it"), primary: true},
                {
                    label: _t("Discard"),
                    onClick: () => this.note("discard", "discarded", _t("Discarded")),
                },
            ],
        });
    }
}
