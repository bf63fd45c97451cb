import {Component, onWillStart, onWillUnmount, useEffect, useRef} from "@odoo/owl";
import {loadBundle} from "@web/core/assets";
import {chartConfig, readColours} from "./forecast_chart_config";

/** Demand of a year and the forecast of half a year, drawn by Chart.js. */
export class ForecastChart extends Component {
    static template = "inv_optimisation.ForecastChart";
    static props = {chart: Object};

    setup() {
        this.canvas = useRef("canvas");
        this.drawing = null;
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            (chart) => this.draw(chart),
            () => [this.props.chart]
        );
        onWillUnmount(() => this.drawing?.destroy());
    }

    get hasMarks() {
        return this.props.chart.marks.some(Boolean);
    }

    get hasChanges() {
        return this.props.chart.is_changed.some(Boolean);
    }

    draw(chart) {
        this.drawing?.destroy();
        this.drawing = new Chart(
            this.canvas.el,
            chartConfig(chart, readColours(this.canvas.el))
        );
    }
}
