import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const LOOKS = {
    expedite: {icon: "fa-fast-backward", tone: "text-bg-danger"},
    increase: {icon: "fa-plus", tone: "text-bg-warning"},
    postpone: {icon: "fa-fast-forward", tone: "text-bg-info"},
    decrease: {icon: "fa-minus", tone: "text-bg-info"},
    cancel: {icon: "fa-times", tone: "text-bg-secondary"},
};

/** The kind of an order change as icon and word, never by colour alone. */
export class OrderKindField extends Component {
    static template = "inv_optimisation.OrderKindField";
    static props = {...standardFieldProps};

    get look() {
        return LOOKS[this.props.record.data[this.props.name]] || {};
    }

    get label() {
        const {data, fields} = this.props.record;
        const kind = data[this.props.name];
        const choice = fields[this.props.name].selection.find(([key]) => key === kind);
        return choice ? choice[1] : "";
    }
}

registry.category("fields").add("inv_order_kind", {
    component: OrderKindField,
    displayName: _t("Order Change"),
    supportedTypes: ["selection"],
});
