import {Component, onWillStart, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {ClassEffects} from "./class_effects/class_effects";
import {CurveChart} from "./curve_chart/curve_chart";
import {CurveChoices} from "./curve_choices/curve_choices";
import {ExchangeCurveStore} from "./exchange_curve_store";

/** How much service the money buys: choose a point, not a parameter. */
export class ExchangeCurve extends Component {
    static template = "inv_optimisation.ExchangeCurve";
    static components = {ClassEffects, CurveChart, CurveChoices, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.action = useService("action");
        this.display = {controlPanel: {}};
        const segmentId = this.props.state?.segmentId || false;
        this.store = useState(new ExchangeCurveStore(useService("orm"), segmentId));
        useSetupAction({getLocalState: () => ({segmentId: this.store.segmentId})});
        onWillStart(() => {
            this.store.load();
        });
        onWillUnmount(() => this.store.leave());
    }

    get isFilled() {
        return this.store.status === "ready" && !this.store.data.message;
    }

    get previewLabel() {
        const {choice} = this.store;
        return choice
            ? _t("Preview %(service)s", {service: choice.target_text})
            : _t("Preview");
    }

    setSegment(ev) {
        this.store.chooseSegment(Number(ev.target.value) || false);
    }

    openBoard() {
        this.action.doAction("inv_optimisation.inv_stocking_policy_board_action");
    }
}

registry.category("actions").add("inv_optimisation.exchange_curve", ExchangeCurve);
