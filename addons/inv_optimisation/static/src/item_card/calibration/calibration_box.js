import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {usePanel} from "../item_card_api";

const ICONS = {
    calibrated: "fa-check-circle",
    missed: "fa-exclamation-triangle",
    short: "fa-hourglass-half",
};

/** Is the target met? Back-test with its interval, target and realised service. */
export class CalibrationBox extends Component {
    static template = "inv_optimisation.CalibrationBox";
    static props = {...standardWidgetProps};

    setup() {
        this.panel = usePanel((api, pointId) => api.fetchCalibration(pointId));
    }

    get icon() {
        return ICONS[this.panel.data.verdict];
    }

    percent(share) {
        return `${(100 * share).toFixed(2)}%`;
    }

    isKnown(name) {
        return (this.panel.data.marks[name] ?? null) !== null;
    }

    get intervalStyle() {
        const {low, high} = this.panel.data.marks;
        return `inset-inline-start: ${this.percent(low)}; width: ${this.percent(
            high - low
        )}`;
    }

    get description() {
        const {sentence, realised_note, target_text} = this.panel.data;
        return [target_text, sentence, realised_note].join(" ");
    }
}

registry.category("view_widgets").add("inv_calibration", {component: CalibrationBox});
