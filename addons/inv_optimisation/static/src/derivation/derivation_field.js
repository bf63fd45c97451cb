import {Component, onWillUpdateProps, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {formatFloat} from "@web/core/utils/numbers";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {ItemCardApi} from "../item_card/item_card_api";
import {
    asText,
    branchPaths,
    initialPaths,
    usedOrigins,
    visibleRows,
} from "./derivation_tree";

/** Decimals of a value given as a number: enough for factors, none for whole numbers. */
const LARGE_DECIMALS = 2;
const SMALL_DECIMALS = 4;

/** Why a number is what it is: the stored derivation as a tree. */
export class DerivationField extends Component {
    static template = "inv_optimisation.DerivationField";
    static props = {...standardFieldProps};

    setup() {
        this.api = new ItemCardApi(useService("orm"));
        this.notification = useService("notification");
        this.state = useState({
            openPaths: initialPaths(this.nodesOf(this.props)),
            changes: null,
        });
        onWillUpdateProps((nextProps) => {
            if (nextProps.record.resId !== this.props.record.resId) {
                this.state.openPaths = initialPaths(this.nodesOf(nextProps));
                this.state.changes = null;
            }
        });
    }

    get recomputation() {
        return this.props.record.data.recomputation;
    }

    async copyText() {
        const text = asText(this.nodes, (node) => this.valueText(node));
        await browser.navigator.clipboard.writeText(text);
        this.notification.add(_t("Copied."), {type: "success"});
    }

    async toggleChanges() {
        const {resId} = this.props.record;
        this.state.changes = this.state.changes
            ? null
            : await this.api.fetchChanges(resId);
    }

    async clearManual(node) {
        await this.api.clearOverride(node.override_id);
        this.state.changes = null;
        await this.props.record.load();
    }

    nodesOf({record, name}) {
        return record.data[name] || [];
    }

    get nodes() {
        return this.nodesOf(this.props);
    }

    get rows() {
        return visibleRows(this.nodes, this.state.openPaths);
    }

    get origins() {
        return usedOrigins(this.nodes);
    }

    get branches() {
        return branchPaths(this.nodes);
    }

    get isAllOpen() {
        return this.branches.every((path) => this.state.openPaths.has(path));
    }

    originLabel(origin) {
        return {
            measured: _t("measured"),
            policy: _t("policy"),
            manual: _t("manual"),
            default: _t("default"),
        }[origin];
    }

    valueText({value, unit}) {
        const number = this.numberText(value);
        return unit && number
            ? _t("%(value)s %(unit)s", {value: number, unit})
            : number;
    }

    numberText(value) {
        if (typeof value !== "number") {
            return value ? `${value}` : "";
        }
        const isSmall = Math.abs(value) < 1;
        return formatFloat(value, {
            digits: [16, isSmall ? SMALL_DECIMALS : LARGE_DECIMALS],
            trailingZeros: false,
        });
    }

    toggle(path) {
        const openPaths = new Set(this.state.openPaths);
        if (!openPaths.delete(path)) {
            openPaths.add(path);
        }
        this.state.openPaths = openPaths;
    }

    toggleAll() {
        this.state.openPaths = new Set(this.isAllOpen ? [] : this.branches);
    }
}

export const derivationField = {
    component: DerivationField,
    displayName: _t("Derivation"),
    supportedTypes: ["json"],
};

registry.category("fields").add("inv_derivation", derivationField);
