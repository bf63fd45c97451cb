import {Component, useEffect, useRef, useState} from "@odoo/owl";
import {percentText} from "@inv_optimisation/requisition_queue/requisition_queue_text";
import {
    actionText,
    amountText,
    changeText,
    customerText,
    lateText,
    missingText,
    releaseText,
    startText,
    supplyText,
} from "../readiness_board_text";

/** One order: what it makes, how ready it is, what lacks and what can be done now. */
export class ReadinessCard extends Component {
    static template = "inv_production.ReadinessCard";
    static props = {
        card: {type: Object},
        store: {type: Object},
        open: {type: Object},
        isSmall: {type: Boolean},
    };

    setup() {
        this.store = useState(this.props.store);
        this.state = useState({reason: "", isMenuOpen: false});
        this.reason = useRef("reason");
        useEffect(
            (isOpen) => {
                if (isOpen) {
                    this.reason.el.focus();
                }
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
        return Boolean(this.card.rank && this.store.data.rights.can_rank);
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
        return changeText(this.card.change);
    }

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

    get partIcon() {
        const {supply} = this.card.part;
        return supply && supply.is_firm && supply.date
            ? "fa-clock-o o_inv_sign_date"
            : "fa-exclamation-triangle o_inv_sign_short";
    }

    get releaseNote() {
        return releaseText(this.card.release);
    }

    label(action) {
        return actionText(action, this.card);
    }

    isPrimary(action) {
        return (
            action === this.card.actions[0] &&
            !["override", "take_back"].includes(action)
        );
    }

    onKeydown(event) {
        if (event.target !== event.currentTarget) {
            return;
        }
        const direction = {ArrowUp: -1, ArrowDown: 1}[event.key];
        if (event.altKey && direction && this.canMove) {
            event.preventDefault();
            this.store.shift(this.card, direction);
        } else if (event.key.toLowerCase() === "r" && this.isPrimary("release")) {
            event.preventDefault();
            this.store.act(this.card, "release");
        }
    }

    async confirmOverride() {
        const {reason} = this.state;
        await this.store.overrideOrder(this.card, reason);
    }
}
