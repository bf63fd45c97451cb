import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Where the stock stands between safety stock and maximum, now and a lead time ahead. */
export class BufferStripField extends Component {
    static template = "inv_optimisation.BufferStripField";
    static props = {...standardFieldProps};

    get strip() {
        return this.props.record.data[this.props.name]?.strip;
    }

    percent(share) {
        return `${(100 * share).toFixed(2)}%`;
    }

    /** Labels near the right end grow to the left, so that they stay on the strip. */
    side(share) {
        return share > 0.6 ? "o_inv_buffer_left" : "o_inv_buffer_right";
    }

    zoneLabel(name) {
        return {
            safety: _t("safety stock"),
            lead_time: _t("demand of the lead time"),
            order: _t("order quantity"),
            above: _t("above the maximum"),
        }[name];
    }

    get zoneText() {
        const zone = this.zoneLabel(this.strip.zone);
        return this.strip.is_ahead_deciding
            ? _t("One lead time ahead it is in: %(zone)s", {zone})
            : _t("It is in: %(zone)s", {zone});
    }

    get description() {
        const {now_text, ahead_text, reorder_text, maximum_text} = this.strip;
        return [now_text, ahead_text, reorder_text, maximum_text].join(", ");
    }
}

export const bufferStripField = {
    component: BufferStripField,
    displayName: _t("Buffer strip"),
    supportedTypes: ["json"],
};

registry.category("fields").add("inv_buffer_strip", bufferStripField);
