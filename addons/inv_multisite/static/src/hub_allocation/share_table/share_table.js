import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {parseFloat} from "@web/views/fields/parsers";

/** Branches in rows, three methods side by side, what each branch gets at the end. */
export class ShareTable extends Component {
    static template = "inv_multisite.HubShareTable";
    static props = {
        store: Object,
        detail: Object,
        isSmall: Boolean,
        openTransfer: Function,
        openPoint: Function,
    };

    get isShort() {
        return this.props.detail.status === "short";
    }

    get methods() {
        return this.isShort ? this.props.detail.methods : [];
    }

    width(share) {
        return `width: ${(100 * share).toFixed(1)}%`;
    }

    inputLabel(row) {
        return _t("Quantity for %(branch)s", {branch: row.branch});
    }

    setQuantity(row, input) {
        const {store} = this.props;
        let quantity = null;
        try {
            quantity = parseFloat(input.value);
        } catch {
            input.value = row.final.qty_text;
            return store.tell(_t("Type a number, 0 or more."), true);
        }
        return quantity === row.qty ? null : this.save(row, input, quantity);
    }

    /** What the server refuses goes back to what it was. */
    async save(row, input, quantity) {
        if (!(await this.props.store.setQuantity(row.id, quantity))) {
            input.value = row.final.qty_text;
        }
    }
}
