import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {
    dayOrTime,
    formatQuantity,
    linesText,
    signedMoney,
    signedQuantity,
} from "../variance_text";

/** What is proposed for the chosen line, why, and the buttons that decide. */
export class VariancePanel extends Component {
    static template = "inv_cycle_count.VariancePanel";
    static props = {
        store: {type: Object},
        open: {type: Function},
        close: {type: Function},
    };

    setup() {
        Object.assign(this, {dayOrTime, formatQuantity, signedMoney, signedQuantity});
    }

    get line() {
        return this.props.store.line;
    }

    get detail() {
        return this.props.store.detail;
    }

    get count() {
        return this.props.store.chosen.length;
    }

    get title() {
        return this.count > 1
            ? _t("%(lines)s selected", {lines: linesText(this.count)})
            : this.line.product;
    }

    get place() {
        const {location, lot, package: pack} = this.line;
        return [location, lot, pack].filter(Boolean).join(" · ");
    }

    get isOffset() {
        return this.count === 1 && this.detail?.proposal.decision === "offset";
    }

    get approveText() {
        if (this.line.decision.kind === "first") {
            return _t("Approve as First of Two");
        }
        return this.count > 1
            ? _t("Approve %(lines)s", {lines: linesText(this.count)})
            : _t("Approve");
    }

    get canDecide() {
        return this.props.store.data.can_approve;
    }

    get causeLabel() {
        return this.line.breach.length
            ? _t("Cause code, needed over tolerance")
            : _t("Cause code");
    }

    primary(decision) {
        const proposed = this.count > 1 ? "approve" : this.detail?.proposal.decision;
        return decision === proposed ? "btn-primary" : "btn-secondary";
    }

    rowText(row) {
        return row.kind === "scan" || row.kind === "opening"
            ? formatQuantity(row.quantity)
            : signedQuantity(row.quantity);
    }

    /** "46 − 12 + 4 = 38": the book at the scan, from the rows above it. */
    get sumText() {
        const rows = this.detail.timeline.filter(
            ({kind}) => kind === "opening" || kind === "move"
        );
        if (rows.length < 2) {
            return "";
        }
        const parts = rows.map(({quantity}, index) => {
            const number = formatQuantity(Math.abs(quantity));
            if (!index) {
                return quantity < 0 ? `−${number}` : number;
            }
            return quantity < 0 ? `− ${number}` : `+ ${number}`;
        });
        return `${parts.join(" ")} = ${formatQuantity(this.line.expected_qty)}`;
    }

    setCause(ev) {
        this.props.store.causeId = Number(ev.target.value) || false;
        // The keys of the queue work again.
        ev.target.blur();
    }

    setCounter(ev) {
        this.props.store.counterId = Number(ev.target.value) || false;
        ev.target.blur();
    }

    setNote(ev) {
        this.props.store.note = ev.target.value;
    }

    decide(decision) {
        const {store} = this.props;
        const other = this.isOffset ? this.detail.proposal.other_line_id : false;
        return store.decide(
            decision,
            decision === "offset" ? {other_line_id: other} : {}
        );
    }
}
