import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

/** Why the chosen requisition could not be decided, and who can help. */
export class DecisionNotice extends Component {
    static template = "inv_optimisation.DecisionNotice";
    static props = {store: {type: Object}};

    setup() {
        this.store = useState(this.props.store);
    }

    get refusal() {
        return this.store.currentRefusal;
    }

    get askLabel() {
        return _t("Ask %(name)s", {name: this.refusal.ask.name});
    }
}
