import {Component, useEffect, useRef} from "@odoo/owl";
import {KpiChart} from "../kpi_chart/kpi_chart";

/** One KPI: its front says how it is, its back how it is computed. */
export class KpiTile extends Component {
    static template = "inv_optimisation.KpiTile";
    static components = {KpiChart};
    static props = {
        tile: Object,
        isTurned: Boolean,
        exportUrl: String,
        turn: Function,
        openRows: Function,
    };

    setup() {
        this.front = useRef("front");
        this.back = useRef("back");
        this.wasTurned = this.props.isTurned;
        // The button that was pressed is gone: the focus follows to the other side.
        useEffect(
            (isTurned) => {
                if (isTurned !== this.wasTurned) {
                    (isTurned ? this.back : this.front).el?.focus();
                }
                this.wasTurned = isTurned;
            },
            () => [this.props.isTurned]
        );
    }

    get stateIcon() {
        const icons = {reached: "fa-check-circle", missed: "fa-arrow-circle-down"};
        return icons[this.props.tile.state] || "";
    }

    onKeydown(ev) {
        if (ev.key === "Escape" && this.props.isTurned) {
            ev.stopPropagation();
            this.props.turn(this.props.tile.code);
        }
    }
}
