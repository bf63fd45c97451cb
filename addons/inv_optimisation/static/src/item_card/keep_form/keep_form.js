import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

/** Asks for the last day and the reason of a value by hand; neither may be missing. */
export class KeepForm extends Component {
    static template = "inv_optimisation.KeepForm";
    static props = {
        label: String,
        isBusy: {type: Boolean, optional: true},
        onConfirm: Function,
        onDiscard: Function,
    };

    setup() {
        this.state = useState({until: "", reason: "", error: ""});
    }

    confirm() {
        const {until, reason} = this.state;
        if (!until || !reason.trim()) {
            this.state.error = until
                ? _t("Say why: the reason is shown with the number.")
                : _t("A manual value needs a last day.");
            return;
        }
        this.state.error = "";
        this.props.onConfirm({until, reason});
    }
}
