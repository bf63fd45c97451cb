import {Component} from "@odoo/owl";
import {serializeDate, today} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {
    formatDay,
    formatPercent,
    formatWhole,
} from "../../requisition_queue/requisition_queue_text";

/** "[SEA-2540] Mechanical seal" as a code and a name. */
export class ItemField extends Component {
    static template = "inv_optimisation.ItemField";
    static props = {...standardFieldProps};

    get parts() {
        const name = this.props.record.data[this.props.name]?.display_name || "";
        const [, code, rest] = name.match(/^\[([^\]]+)\]\s*(.*)$/) || [];
        return {code: code || "", name: code ? rest : name};
    }
}

export class ClassField extends Component {
    static template = "inv_optimisation.ClassField";
    static props = {...standardFieldProps};

    get value() {
        return this.props.record.data[this.props.name] || "";
    }
}

/** A day as planners read it; a deadline that is reached says so in red. */
export class DayField extends Component {
    static template = "inv_optimisation.DayField";
    static props = {...standardFieldProps, isDeadline: {type: Boolean, optional: true}};

    get value() {
        return this.props.record.data[this.props.name];
    }

    get isDue() {
        return Boolean(this.value) && this.value <= today();
    }

    get text() {
        if (!this.value) {
            return "–";
        }
        if (this.props.isDeadline && this.isDue) {
            return _t("Today");
        }
        return formatDay(serializeDate(this.value), serializeDate(today()));
    }
}

/** Money without cents: in a list they say nothing. */
export class WholeMoneyField extends Component {
    static template = "inv_optimisation.WholeMoneyField";
    static props = {...standardFieldProps};

    get text() {
        const {data} = this.props.record;
        const value = data[this.props.name];
        return value ? formatWhole(value, data.currency_id?.id) : "–";
    }
}

/** "± 28 %" */
export class ErrorRateField extends Component {
    static template = "inv_optimisation.ErrorRateField";
    static props = {...standardFieldProps};

    get text() {
        const value = this.props.record.data[this.props.name];
        return value ? _t("± %(percent)s %", {percent: formatPercent(value)}) : "–";
    }
}

const FIELDS = {
    inv_item: {component: ItemField, supportedTypes: ["many2one"]},
    inv_class: {component: ClassField, supportedTypes: ["char"]},
    inv_day: {
        component: DayField,
        supportedTypes: ["date"],
        extractProps: ({options}) => ({isDeadline: Boolean(options.is_deadline)}),
    },
    inv_whole_money: {component: WholeMoneyField, supportedTypes: ["monetary"]},
    inv_error_rate: {component: ErrorRateField, supportedTypes: ["float"]},
};
for (const [name, field] of Object.entries(FIELDS)) {
    registry.category("fields").add(name, field);
}
