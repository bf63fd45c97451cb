import {Component} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {useAutofocus} from "@web/core/utils/hooks";
import {useService} from "@web/core/utils/hooks";
import {formAction} from "../../requisition_queue/queue_navigation";

/** The reason of a row and what can be decided; one box at a time opens in place. */
export class DecisionBar extends Component {
    static template = "inv_optimisation.DecisionBar";
    static components = {Dropdown, DropdownItem};
    static props = {
        store: Object,
        row: Object,
        isFocused: Boolean,
        isCard: {type: Boolean, optional: true},
        reasonId: {type: String, optional: true},
    };

    setup() {
        this.action = useService("action");
        useAutofocus({refName: "first"});
    }

    get suggestion() {
        return this.props.row.suggestion || {};
    }

    get store() {
        return this.props.store;
    }

    get isChosen() {
        return this.store.focusId === this.props.row.id;
    }

    get hasBox() {
        return this.isChosen && Boolean(this.store.mode);
    }

    get canChangeQuantity() {
        return ["order", "line"].includes(this.suggestion.kind);
    }

    get problem() {
        const {store, row} = this.props;
        return store.problemId === row.id ? store.problem : "";
    }

    get conflict() {
        return this.store.conflicts[this.props.row.id] || "";
    }

    get mainLabel() {
        const {suggestion} = this;
        const isOrder = this.props.isCard && this.canChangeQuantity;
        return isOrder ? suggestion.text : suggestion.button;
    }

    get submitLabel() {
        const {mode, draft} = this.store;
        const labels = {
            quantity: _t("Order %(quantity)s", {quantity: draft.quantity}),
            vendor: _t("Order %(quantity)s", {quantity: draft.quantity}),
            transfer: _t("Transfer %(quantity)s", {quantity: draft.quantity}),
            defer: _t("Defer"),
            ignore: _t("Ignore"),
        };
        return labels[mode];
    }

    get choices() {
        const {mode, options} = this.store;
        return mode === "vendor" ? options?.vendors : options?.transfers;
    }

    get hasChoices() {
        return ["vendor", "transfer"].includes(this.store.mode);
    }

    get noChoiceText() {
        return this.store.mode === "vendor"
            ? _t("No vendor sells this item.")
            : _t("No other site can send this item.");
    }

    get hasQuantity() {
        return ["quantity", "vendor", "transfer"].includes(this.store.mode);
    }

    get hasDate() {
        return ["defer", "ignore"].includes(this.store.mode);
    }

    get canSubmit() {
        const {isBusy, draft} = this.store;
        return !isBusy && (!this.hasChoices || Boolean(draft.choiceId));
    }

    main() {
        this.choose();
        return this.store.main(this.props.row);
    }

    setMode(mode) {
        this.choose();
        return this.store.setMode(mode);
    }

    choose() {
        if (!this.isChosen) {
            this.store.close();
            this.store.focus(this.props.row.id);
        }
    }

    openCard() {
        const action = formAction(_t("Item"), "inv.stocking.point", this.props.row.id);
        return this.action.doAction(action);
    }

    onKeydown(ev) {
        if (ev.key === "Escape") {
            ev.stopPropagation();
            this.store.close();
        } else if (ev.key === "Enter" && this.canSubmit) {
            ev.preventDefault();
            ev.stopPropagation();
            this.store.submit();
        }
    }
}
