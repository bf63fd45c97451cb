import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Five numbers that a planner looks at first, each with a short line. */
export class KeyNumbersField extends Component {
    static template = "inv_optimisation.KeyNumbersField";
    static props = {...standardFieldProps};

    get numbers() {
        return this.props.record.data[this.props.name]?.key_numbers || [];
    }
}

export const keyNumbersField = {
    component: KeyNumbersField,
    displayName: _t("Key numbers"),
    supportedTypes: ["json"],
};

registry.category("fields").add("inv_key_numbers", keyNumbersField);
