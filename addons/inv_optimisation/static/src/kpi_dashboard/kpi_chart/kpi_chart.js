import {Component, onWillStart, onWillUnmount, useEffect, useRef} from "@odoo/owl";
import {loadBundle} from "@web/core/assets";
import {chartConfig, readColours} from "./kpi_chart_config";

/** A chart of a large tile, drawn by Chart.js from what the server prepared. */
export class KpiChart extends Component {
    static template = "inv_optimisation.KpiChart";
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

    draw(chart) {
        this.drawing?.destroy();
        this.drawing = new Chart(
            this.canvas.el,
            chartConfig(chart, readColours(this.canvas.el))
        );
    }
}
