import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {ChartTable} from "./chart_table/chart_table";
import {fetchChartData} from "./stocking_point_chart_api";
import {TimeChart} from "./time_chart/time_chart";

/**
 * Stock and demand of the open stocking point: past, projection, levels and receipts.
 * Shows what the server computed and opens the documents behind it.
 */
export class StockingPointChart extends Component {
    static template = "inv_optimisation.StockingPointChart";
    static components = {ChartTable, TimeChart};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.ui = useService("ui");
        this.keepLast = new KeepLast();
        this.state = useState({
            pointId: false,
            status: "loading",
            data: null,
            error: "",
            isTable: false,
            measure: "units",
            range: this.ui.isSmall ? "near" : "all",
        });
        // Loading must not hold back the form, so the promise is not returned.
        useRecordObserver((record) => {
            this.observe(record.resId, record.data);
        });
    }

    /** `data` is replaced whenever the record is read again; that is the signal. */
    observe(pointId) {
        this.load(pointId);
    }

    async load(pointId) {
        if (!pointId) {
            Object.assign(this.state, {pointId, status: "unsaved", data: null});
            return;
        }
        if (pointId !== this.state.pointId || !this.state.data) {
            Object.assign(this.state, {pointId, status: "loading", data: null});
        }
        try {
            const answer = fetchChartData(this.orm, pointId, this.state.measure);
            const data = await this.keepLast.add(answer);
            Object.assign(this.state, {status: "ready", data, error: ""});
        } catch (error) {
            const message = error.data?.message || error.message || "";
            Object.assign(this.state, {status: "error", data: null, error: message});
        }
    }

    get ranges() {
        return [
            {key: "near", label: _t("3 months")},
            {key: "all", label: _t("All")},
        ];
    }

    get measures() {
        return [
            {key: "units", label: _t("Units")},
            {key: "value", label: _t("Value")},
        ];
    }

    setMeasure(measure) {
        this.state.measure = measure;
        return this.load(this.state.pointId);
    }

    get isChart() {
        return this.state.status === "ready" && !this.state.data.message;
    }

    get toggleLabel() {
        return this.state.isTable ? _t("Show as chart") : _t("Show as table");
    }

    setRange(range) {
        this.state.range = range;
    }

    toggleTable() {
        this.state.isTable = !this.state.isTable;
    }

    retry() {
        this.load(this.state.pointId);
    }

    openDocument(receipt) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: receipt.res_model,
            res_id: receipt.res_id,
            views: [[false, "form"]],
            target: "current",
        });
    }
}

export const stockingPointChart = {
    component: StockingPointChart,
};

registry.category("view_widgets").add("inv_stocking_point_chart", stockingPointChart);
