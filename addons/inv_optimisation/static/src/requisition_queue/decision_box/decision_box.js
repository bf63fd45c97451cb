import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useAutofocus} from "@web/core/utils/hooks";

/** Box in place for a decision that needs words, ticks or quantities. */
export class DecisionBox extends Component {
    static template = "inv_optimisation.DecisionBox";
    static props = {store: {type: Object}};

    setup() {
        this.store = useState(this.props.store);
        useAutofocus({mobile: true});
    }

    get title() {
        const {name} = this.store.detail;
        return {
            return: _t("Return %(name)s to its buyer", {name}),
            reject: _t("Reject %(name)s", {name}),
            split: _t("Tick the lines to split off"),
            change: _t("Type the new quantities in the lines"),
        }[this.store.mode];
    }

    get splitCount() {
        return this.store.draft.lineIds.length;
    }

    get changeCount() {
        return Object.keys(this.store.changedQuantities).length;
    }

    get submitLabel() {
        const {draft, mode} = this.store;
        const days = Number(draft.snoozeDays) || 0;
        const changes = this.changeCount;
        const lines = this.splitCount;
        return {
            return: _t("Return"),
            reject: days ? _t("Reject for %(days)s days", {days}) : _t("Reject"),
            split:
                lines === 1
                    ? _t("Split 1 line off")
                    : _t("Split %(count)s lines off", {count: lines}),
            change:
                changes === 1
                    ? _t("Save 1 quantity")
                    : _t("Save %(count)s quantities", {count: changes}),
        }[mode];
    }

    get canSubmit() {
        const {draft, detail, mode, isBusy} = this.store;
        const hasReason = Boolean(draft.reason.trim());
        const isComplete = {
            return: Boolean(draft.comment.trim()),
            reject: hasReason,
            split: this.splitCount > 0 && this.splitCount < detail.lines.length,
            change: hasReason && this.changeCount > 0,
        }[mode];
        return isComplete && !isBusy;
    }

    /** What is still missing, in words. */
    get hint() {
        const {mode, detail} = this.store;
        if (mode === "split" && this.splitCount === detail.lines.length) {
            return _t("One line has to stay.");
        }
        if (mode === "change" && !this.changeCount) {
            return _t("A reason is kept with every quantity you change.");
        }
        return "";
    }

    submit() {
        if (this.canSubmit) {
            this.store.submitMode();
        }
    }

    onKeydown(ev) {
        const isLine = ev.target.tagName === "INPUT";
        if (ev.key === "Enter" && (ev.ctrlKey || ev.metaKey || isLine)) {
            ev.preventDefault();
            this.submit();
        }
    }
}
