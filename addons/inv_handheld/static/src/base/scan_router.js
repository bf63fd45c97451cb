import {_t} from "@web/core/l10n/translation";
import {Navigation} from "./navigation";
import {tasks} from "./task_registry";

/** Takes codes one after the other to whoever is on the screen. */
export class ScanRouter extends Navigation {
    constructor() {
        super();
        this.handlers = [];
        this.scans = [];
        this.scanning = false;
    }

    /** Give a code to the topmost handler that takes it; one after the other. */
    async scan(raw) {
        this.scans.push(raw);
        if (this.scanning) {
            return;
        }
        this.scanning = true;
        try {
            while (this.scans.length) {
                await this.dispatch(this.scans.shift());
            }
        } finally {
            this.scanning = false;
        }
    }

    async dispatch(raw) {
        this.notify(null);
        this.state.overlay = null;
        try {
            for (const handler of [...this.handlers].reverse()) {
                if ((await handler(raw)) !== false) {
                    return;
                }
            }
            await this.route(raw);
        } catch (error) {
            this.fail(error);
        }
    }

    /**
     * Find out what a scan outside of a task is for: a task may claim a code that it
     * knows from its own data, also offline; everything else is looked up.
     */
    async route(raw) {
        for (const {code} of this.usableTasks) {
            const claim = await tasks.get(code).claimScan?.(raw, this);
            if (claim) {
                this.openTask(code, claim.state, claim.data);
                return;
            }
        }
        if (this.usableTasks.some(({code}) => code === "lookup")) {
            this.openTask("lookup", "scan", {raw, task: "home"});
        } else {
            this.feedback.play("unknown");
            this.notify(_t("Choose a task first, then scan."));
        }
    }

    /** Say what went wrong on the device itself, for example a full disk. */
    fail(error) {
        this.feedback.play("unknown");
        this.openSheet({
            title: _t("This scan was not kept. Scan it again."),
            text: error.message,
            kind: "refused",
        });
    }
}
