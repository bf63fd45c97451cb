import {Component} from "@odoo/owl";

import {RecallClock} from "./recall_clock/recall_clock";
import {RecallHistory} from "./recall_history/recall_history";

const STATE_CLASSES = {
    answered: "text-bg-success",
    opened: "text-bg-info",
    sent: "text-bg-info",
    no_email: "text-bg-danger",
    queued: "text-bg-secondary",
    failed: "text-bg-danger",
};

/** What a mock recall shows above the scope: the clock, the splits, the targets. */
export class MockRecall extends Component {
    static template = "inv_recall.MockRecall";
    static components = {RecallClock, RecallHistory};
    static props = {page: Object, busy: Boolean, act: Function};

    stepIcon(step) {
        if (step.running) {
            return "fa-dot-circle-o text-info";
        }
        return step.done ? "fa-check-circle text-success" : "fa-circle-o text-muted";
    }

    stateClass(row) {
        return STATE_CLASSES[row.state] || "text-bg-secondary";
    }

    width(rate) {
        return `width: ${Math.min(100, Math.max(0, rate))}%`;
    }

    mark(target) {
        return `inset-inline-start: ${Math.min(100, Math.max(0, target))}%`;
    }
}
