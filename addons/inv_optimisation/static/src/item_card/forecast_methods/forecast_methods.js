import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {errorText, usePanel} from "../item_card_api";
import {KeepForm} from "../keep_form/keep_form";

/** The forecast methods of an item and how they did; one can be fixed until a day. */
export class ForecastMethods extends Component {
    static template = "inv_optimisation.ForecastMethods";
    static components = {KeepForm};
    static props = {...standardWidgetProps};

    setup() {
        this.state = useState({chosen: null, error: "", isBusy: false});
        this.panel = usePanel((api, pointId) => api.fetchMethods(pointId));
    }

    get rows() {
        return this.panel.data?.rows || [];
    }

    get chosenLabel() {
        return _t("Use %(method)s", {method: this.state.chosen.label});
    }

    width(share) {
        return `width: ${(100 * share).toFixed(1)}%`;
    }

    choose(row) {
        this.state.chosen = row;
    }

    forget() {
        Object.assign(this.state, {chosen: null, error: ""});
    }

    use(answer) {
        const {api, pointId} = this.panel;
        return this.decide(() =>
            api.useMethod(pointId, this.state.chosen.name, answer)
        );
    }

    clear() {
        return this.decide(() =>
            this.panel.api.clearOverride(this.panel.data.fixed_override_id)
        );
    }

    async decide(decision) {
        this.state.isBusy = true;
        try {
            await decision();
            this.forget();
            await this.props.record.load();
        } catch (error) {
            this.state.error = errorText(error);
        } finally {
            this.state.isBusy = false;
        }
    }
}

registry.category("view_widgets").add("inv_forecast_methods", {
    component: ForecastMethods,
});
