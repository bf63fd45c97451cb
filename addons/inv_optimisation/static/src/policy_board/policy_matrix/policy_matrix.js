import {Component, useRef} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {PolicyCell} from "../policy_cell/policy_cell";
import {
    gapPoints,
    gapTone,
    GAP_BOUNDS,
    neighbour,
    rateFloor,
    shade,
    SHADE_COUNT,
} from "../policy_board_scale";
import {barText, colourings, itemsText} from "../policy_board_text";

/** Classes by value (rows) and by how steady their demand is (columns). */
export class PolicyMatrix extends Component {
    static template = "inv_optimisation.PolicyMatrix";
    static components = {PolicyCell};
    static props = {
        data: {type: Object},
        colouring: {type: String},
        setColouring: {type: Function},
        setAxis: {type: Function},
        openRule: {type: Function},
        openPoints: {type: Function},
    };

    setup() {
        this.root = useRef("root");
        this.itemsText = itemsText;
    }

    get colourings() {
        return colourings();
    }

    get axes() {
        return [
            {key: "xyz", label: _t("ABC × XYZ")},
            {key: "pattern", label: _t("Value × pattern")},
        ];
    }

    get currentAxis() {
        return this.props.data.axis || "xyz";
    }

    get floor() {
        return rateFloor(this.props.data.cells);
    }

    get barText() {
        return barText(this.props.data.cells);
    }

    get legendSwatches() {
        if (this.props.colouring === "gap") {
            return ["far_under", "under", "met", "over", "far_over"];
        }
        return Array.from({length: SHADE_COUNT}, (_, index) => `shade_${index + 1}`);
    }

    get legendText() {
        return this.props.colouring === "gap"
            ? _t("under target by %(under)s pt or more … over by %(over)s pt or more", {
                  under: Math.abs(GAP_BOUNDS.farUnder),
                  over: GAP_BOUNDS.farOver,
              })
            : _t("least … most of all classes");
    }

    cellOf(row, column) {
        return this.props.data.cells.find(
            ({abc, xyz}) => abc === row.code && xyz === column.code
        );
    }

    colourOf(cell) {
        const {colouring, data} = this.props;
        if (!cell.item_count) {
            return "none";
        }
        if (colouring === "gap") {
            return gapTone(gapPoints(cell));
        }
        const values = data.cells.map((other) => other[colouring]);
        return `shade_${shade(cell[colouring], values)}`;
    }

    get grid() {
        const {rows, columns} = this.props.data;
        return rows.map((row) =>
            columns.map((column) =>
                this.cellOf(row, column) ? `${row.code}${column.code}` : null
            )
        );
    }

    /** Arrow keys move from cell to cell, as in a table. */
    onKeydown(ev) {
        const key = ev.target.dataset?.cell;
        const target = key && neighbour(this.grid, key, ev.key);
        if (target) {
            this.root.el.querySelector(`[data-cell="${target}"]`).focus();
            ev.preventDefault();
            ev.stopPropagation();
        }
    }
}
