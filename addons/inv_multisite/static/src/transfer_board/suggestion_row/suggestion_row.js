import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {
    coverText,
    dayText,
    daysNumber,
    formatQuantity,
    money,
    signedMoney,
} from "../transfer_board_text";
import {Waterfall} from "../waterfall/waterfall";

const BLOCK_ICONS = {
    expiry: "fa-calendar-times-o",
    least_gain: "fa-money",
    lane_closed: "fa-ban",
    no_route: "fa-chain-broken",
};

/** One suggested move; it opens to its cost lines, its reason and its decisions. */
export class SuggestionRow extends Component {
    static template = "inv_multisite.SuggestionRow";
    static components = {Waterfall};
    static props = {
        line: {type: Object},
        detail: {type: [Object, {value: null}]},
        currencyId: {type: Number},
        isOpen: {type: Boolean},
        isTicked: {type: Boolean},
        canDecide: {type: Boolean},
        isBusy: {type: Boolean},
        store: {type: Object},
        openRecord: {type: Function},
    };

    setup() {
        this.form = useState({mode: "", quantity: "", reason: ""});
        Object.assign(this, {
            coverText,
            dayText,
            daysNumber,
            formatQuantity,
            money,
            signedMoney,
        });
    }

    get blockIcon() {
        return BLOCK_ICONS[this.props.line.blocked_reason] || "fa-ban";
    }

    get toggleLabel() {
        return _t("Costs of %(product)s", {product: this.props.line.product});
    }

    get isNew() {
        return this.props.line.state === "new";
    }

    get canReject() {
        return ["new", "blocked"].includes(this.props.line.state);
    }

    edit(mode) {
        Object.assign(this.form, {
            mode,
            quantity: String(this.props.line.qty),
            reason: "",
        });
    }

    async saveQuantity() {
        const quantity = Number(this.form.quantity.replace(",", "."));
        if (!(quantity > 0)) {
            this.props.store.tell(_t("Type a quantity above 0."), true);
            return;
        }
        if (await this.props.store.changeQuantity(this.props.line.id, quantity)) {
            this.form.mode = "";
        }
    }

    async saveReason() {
        if (await this.props.store.reject([this.props.line.id], this.form.reason)) {
            this.form.mode = "";
        }
    }
}
