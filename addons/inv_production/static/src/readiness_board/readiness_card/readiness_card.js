import {Component, useEffect, useRef, useState} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {percentText} from "@inv_optimisation/requisition_queue/requisition_queue_text";
import {
    actionText,
    amountText,
    CHANGE_ICONS,
    changeText,
    customerText,
    lateText,
    missingText,
    morePartsText,
    releaseText,
    startText,
    supplyText,
} from "../readiness_board_text";

/** More buttons than this go into the menu of the card. */
const BUTTONS = 3;

/** One order: what it makes, how ready it is, what lacks and what can be done now. */
export class ReadinessCard extends Component {
    static template = "inv_production.ReadinessCard";
    static components = {Dropdown, DropdownItem};
    static props = {
        card: {type: Object},
        store: {type: Object},
        open: {type: Object},
        isSmall: {type: Boolean},
    };

    setup() {
        this.store = useState(this.props.store);
        this.state = useState({reason: ""});
        this.reason = useRef("reason");
        this.root = useRef("root");
        let wasOpen = false;
        useEffect(
            (isOpen) => {
                if (isOpen) {
                    this.reason.el.focus();
                } else if (wasOpen) {
                    this.root.el.focus({preventScroll: true});
                }
                wasOpen = isOpen;
            },
            () => [this.isOverriding]
        );
    }

    get card() {
        return this.props.card;
    }

    get today() {
        return this.store.data.today;
    }

    get isOverriding() {
        return this.store.overrideId === this.card.id;
    }

    get canMove() {
        return this.store.canMove(this.card);
    }

    get start() {
        return startText(this.card.date_start, this.today);
    }

    get amount() {
        return amountText(this.card.quantity, this.card.uom);
    }

    get customer() {
        return customerText(this.card, this.today);
    }

    get change() {
        return {
            text: changeText(this.card.change),
            icon: CHANGE_ICONS[this.card.change],
        };
    }

    /** Rounded down: 99.6 % of the material is not all of it. */
    get percent() {
        return percentText(Math.floor(this.card.share * 100) / 100);
    }

    get missing() {
        return missingText(this.card.part);
    }

    get supply() {
        const {part} = this.card;
        return supplyText(part.supply, part.uom, this.today);
    }

    get late() {
        const days = this.card.part.supply?.late_days;
        return days ? lateText(days) : "";
    }

    get moreParts() {
        const count = this.card.more_parts;
        return count ? morePartsText(count) : "";
    }

    get partIcon() {
        const {supply} = this.card.part;
        if (!supply || !supply.date || !supply.is_firm) {
            return "fa-exclamation-triangle o_inv_sign_short";
        }
        return supply.late_days
            ? "fa-clock-o o_inv_sign_late"
            : "fa-clock-o o_inv_sign_date";
    }

    get noteIcon() {
        return this.card.change === "new"
            ? "fa-truck o_inv_sign_ready"
            : "fa-arrow-up o_inv_sign_ready";
    }

    get releaseNote() {
        return releaseText(this.card.release);
    }

    // What can be done

    get isOff() {
        return this.store.isBusy || this.store.isDragged;
    }

    get actions() {
        const {actions, release} = this.card;
        return release ? [...actions, "open"] : actions;
    }

    get buttons() {
        const {actions} = this;
        const isCrowded = this.props.isSmall || actions.length > BUTTONS;
        return isCrowded ? actions.slice(0, BUTTONS - 1) : actions;
    }

    get menuActions() {
        return this.actions.slice(this.buttons.length);
    }

    get canMoveUp() {
        return this.canMove && Boolean(this.store.neighbour(this.card, -1));
    }

    get canMoveDown() {
        return this.canMove && Boolean(this.store.neighbour(this.card, 1));
    }

    get hasMenu() {
        return this.menuActions.length > 0 || this.canMoveUp || this.canMoveDown;
    }

    label(action) {
        return actionText(action, this.card);
    }

    /** The first action works best now; never one that goes against the material. */
    isPrimary(action) {
        const isNeutral = ["override", "take_back", "open"].includes(action);
        return action === this.card.actions[0] && !isNeutral;
    }

    act(action) {
        if (action === "open") {
            return this.props.open.order(this.card.id);
        }
        return this.store.act(this.card, action);
    }

    onKeydown(event) {
        if (event.target !== event.currentTarget) {
            return;
        }
        const direction = {ArrowUp: -1, ArrowDown: 1}[event.key];
        const isPlain = !(event.altKey || event.ctrlKey || event.metaKey);
        if (event.altKey && direction && this.canMove) {
            event.preventDefault();
            this.store.shift(this.card, direction);
        } else if (isPlain && event.key.toLowerCase() === "r") {
            this.releaseByKey(event);
        }
    }

    releaseByKey(event) {
        const action = this.card.actions[0] || "";
        if (action.startsWith("release") && !this.isOff) {
            event.preventDefault();
            this.store.act(this.card, action);
        }
    }

    onOverrideKeydown(event) {
        if (event.key === "Escape") {
            event.stopPropagation();
            this.store.toggleOverride(this.card);
        }
    }

    async confirmOverride() {
        await this.store.overrideOrder(this.card, this.state.reason.trim());
    }
}
