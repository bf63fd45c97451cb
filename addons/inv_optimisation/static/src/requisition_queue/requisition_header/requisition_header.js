import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {MeasureBar} from "../measure_bar/measure_bar";
import {useQueueNavigation} from "../queue_navigation";
import {formatAmount, noteText, sitesText} from "../requisition_queue_text";

/** Who orders what for whom, the decisions, and the order against its targets. */
export class RequisitionHeader extends Component {
    static template = "inv_optimisation.RequisitionHeader";
    static components = {Dropdown, DropdownItem, MeasureBar};
    static props = {store: {type: Object}};

    setup() {
        this.store = useState(this.props.store);
        this.open = useQueueNavigation();
    }

    get meta() {
        const {name, buyer, sites} = this.store.detail;
        const parts = [name];
        if (buyer) {
            parts.push(_t("buyer %(name)s", {name: buyer.name || buyer}));
        }
        if (sites.length) {
            parts.push(sitesText(sites));
        }
        return parts.join(" · ");
    }

    get approveLabel() {
        const {amount, currency_id} = this.store.detail;
        return _t("Approve %(amount)s", {amount: formatAmount(amount, currency_id)});
    }

    get note() {
        return noteText(this.store.detail.note, this.store.data.today);
    }

    get bars() {
        return this.store.detail.bars.filter(({target}) => target);
    }

    get siteNames() {
        return this.store.detail.sites.join(", ");
    }
}
