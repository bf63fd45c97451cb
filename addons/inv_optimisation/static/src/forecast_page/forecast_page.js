import {Component, onWillStart, useEffect, useRef, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {ForecastDetail} from "./forecast_detail/forecast_detail";
import {ForecastList} from "./forecast_list/forecast_list";
import {ForecastNotice} from "./forecast_notice/forecast_notice";
import {ForecastStore} from "./forecast_store";
import {ForecastSummary} from "./forecast_summary/forecast_summary";

/** What is expected, how well that went so far, and what planners expect instead. */
export class ForecastPage extends Component {
    static template = "inv_optimisation.ForecastPage";
    static components = {
        ForecastDetail,
        ForecastList,
        ForecastNotice,
        ForecastSummary,
        Layout,
    };
    static props = {...standardActionServiceProps};

    setup() {
        this.action = useService("action");
        this.ui = useState(useService("ui"));
        this.display = {controlPanel: {}};
        const filters = this.props.state?.filters;
        this.store = useState(
            new ForecastStore(useService("orm"), {
                filters,
                choosesFirst: !this.ui.isSmall,
            })
        );
        this.root = useRef("root");
        useEffect(
            () => this.scrollUp(),
            () => [this.store.chosen]
        );
        useSetupAction({getLocalState: () => ({filters: {...this.store.filters}})});
        onWillStart(() => {
            this.store.load();
        });
    }

    /** On a phone the list and a row take turns; each begins at its top. */
    scrollUp() {
        if (this.ui.isSmall) {
            this.root.el?.querySelector(".o_content")?.scrollTo(0, 0);
        }
    }

    get isEmpty() {
        return this.store.status === "ready" && !this.store.data.is_planned;
    }

    get showsList() {
        return !this.ui.isSmall || !this.store.chosen;
    }

    get showsDetail() {
        return !this.ui.isSmall || Boolean(this.store.chosen);
    }

    setSite(ev) {
        this.store.setFilters({site_id: Number(ev.target.value) || false});
    }

    openOverrides() {
        this.action.doAction("inv_optimisation.inv_forecast_override_action");
    }

    openRuns() {
        this.action.doAction("inv_optimisation.inv_planning_run_action");
    }

    openItem(id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "inv.stocking.point",
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("inv_optimisation.forecasts", ForecastPage);
