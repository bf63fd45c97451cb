import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {KIND_ICONS} from "../kind_icons";

/** The card of a row as a pill: tint, icon and word. */
export class DecisionKindField extends Component {
    static template = "inv_optimisation.DecisionKindField";
    static props = {...standardFieldProps};

    get kind() {
        return this.props.record.data[this.props.name] || "";
    }

    get label() {
        const {selection} = this.props.record.fields[this.props.name];
        return selection.find(([key]) => key === this.kind)?.[1] || "";
    }

    get icon() {
        return KIND_ICONS[this.kind];
    }
}

/** Stock against its levels; the server gives shares of the width. */
export class CoverBarField extends Component {
    static template = "inv_optimisation.CoverBarField";
    static props = {...standardFieldProps};

    get bar() {
        return this.props.record.data[this.props.name] || null;
    }

    percent(share) {
        return `${(share * 100).toFixed(2)}%`;
    }

    zone(from, to) {
        return `inset-inline-start: ${this.percent(from)}; width: ${this.percent(
            Math.max(to - from, 0)
        )}`;
    }

    place(share) {
        return `inset-inline-start: ${this.percent(share)}`;
    }
}

export class SuggestionField extends Component {
    static template = "inv_optimisation.SuggestionField";
    static props = {...standardFieldProps};

    get suggestion() {
        return this.props.record.data[this.props.name] || {};
    }
}

/** Service as it is and after the suggested order. */
export class ServiceOutlookField extends Component {
    static template = "inv_optimisation.ServiceOutlookField";
    static props = {...standardFieldProps};

    get service() {
        return this.props.record.data[this.props.name] || null;
    }
}

const FIELDS = {
    inv_decision_kind: {component: DecisionKindField, supportedTypes: ["selection"]},
    inv_cover_bar: {component: CoverBarField, supportedTypes: ["json"]},
    inv_suggestion: {component: SuggestionField, supportedTypes: ["json"]},
    inv_service_outlook: {component: ServiceOutlookField, supportedTypes: ["json"]},
};
for (const [name, field] of Object.entries(FIELDS)) {
    registry.category("fields").add(name, field);
}
