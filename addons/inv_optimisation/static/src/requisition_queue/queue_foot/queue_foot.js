import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

/** Foot bar: the last decision with its undo, then the keys. */
export class QueueFoot extends Component {
    static template = "inv_optimisation.QueueFoot";
    static props = {
        store: {type: Object},
        hasKeys: {type: Boolean},
        toggleKeys: {type: Function},
    };

    setup() {
        this.store = useState(this.props.store);
    }

    /** Only keys that do something now. */
    get keys() {
        const {store} = this;
        const keys = [
            {keys: ["J", "K"], label: _t("next, previous"), isShown: true},
            {keys: ["A"], label: _t("approve"), isShown: store.canApprove},
            {keys: ["R"], label: _t("return with comment"), isShown: store.canReturn},
            {keys: ["S"], label: _t("split"), isShown: store.canSplit},
            {keys: ["E"], label: _t("change"), isShown: store.canEdit},
            {keys: ["Z"], label: _t("undo"), isShown: Boolean(store.result?.undo)},
        ];
        return this.props.hasKeys ? keys.filter(({isShown}) => isShown) : [];
    }

    get toggleLabel() {
        return this.props.hasKeys ? _t("Switch keys off") : _t("Switch keys on");
    }
}
