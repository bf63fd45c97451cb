import {Component, onWillUnmount, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {ItemCurve} from "../item_curve/item_curve";
import {errorText, usePanel} from "../item_card_api";
import {KeepForm} from "../keep_form/keep_form";
import {WhatIfSlider} from "../what_if_slider/what_if_slider";

/** Wait so long after the last movement, so that a drag asks once. */
export const DEBOUNCE_MS = 120;

/** What other parameters would lead to: nothing is saved before it is applied. */
export class WhatIf extends Component {
    static template = "inv_optimisation.WhatIf";
    static components = {ItemCurve, KeepForm, WhatIfSlider};
    static props = {...standardWidgetProps};

    setup() {
        this.action = useService("action");
        this.notification = useService("notification");
        this.keepLast = new KeepLast();
        this.state = useState({values: {}, error: "", isKeeping: false, isBusy: false});
        this.panel = usePanel((api, pointId) => {
            Object.assign(this.state, {values: {}, error: "", isKeeping: false});
            return api.fetchWhatIf(pointId, {});
        });
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    get data() {
        return this.panel.data;
    }

    get segmentLabel() {
        return _t("Apply to %(count)s in segment", {count: this.data.segment_count});
    }

    change(name, value) {
        this.state.values = {...this.state.values, [name]: value};
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.ask(), DEBOUNCE_MS);
    }

    async ask() {
        const {api, pointId} = this.panel;
        const answer = api.fetchWhatIf(pointId, {...this.state.values});
        try {
            this.panel.data = await this.keepLast.add(answer);
            this.state.error = "";
        } catch (error) {
            this.state.error = errorText(error);
        }
    }

    discard() {
        browser.clearTimeout(this.timer);
        Object.assign(this.state, {values: {}, error: "", isKeeping: false});
        return this.ask();
    }

    toggleKeeping() {
        this.state.isKeeping = !this.state.isKeeping;
    }

    apply() {
        return this.decide(async (api, pointId, values) =>
            this.action.doAction(await api.applyWhatIf(pointId, values))
        );
    }

    applyToSegment() {
        return this.decide(async (api, pointId, values) =>
            this.action.doAction(await api.applyToSegment(pointId, values))
        );
    }

    keep(answer) {
        return this.decide(async (api, pointId, values) => {
            await api.keepWhatIf(pointId, values, answer);
            this.notification.add(_t("Planning uses these values until then."), {
                type: "success",
            });
            await this.props.record.load();
        });
    }

    async decide(decision) {
        const {api, pointId} = this.panel;
        this.state.isBusy = true;
        try {
            await decision(api, pointId, {...this.state.values});
            this.state.error = "";
        } catch (error) {
            this.state.error = errorText(error);
        } finally {
            this.state.isBusy = false;
        }
    }
}

registry.category("view_widgets").add("inv_what_if", {component: WhatIf});
