import {Component} from "@odoo/owl";
import {FIGURES, quantityText, TONE_ICONS} from "../network_stock_text";

/** Sites against figures with a bar of cover; cards on a phone. */
export class SiteTable extends Component {
    static template = "inv_multisite.SiteTable";
    static props = {rows: Array, totals: Array, isSmall: Boolean, open: Function};

    setup() {
        this.icons = TONE_ICONS;
        this.quantity = quantityText;
        this.columns = FIGURES.map((figure) => ({
            ...figure,
            title: figure.title.toString(),
        }));
    }

    /** On a card only the figures that say something. */
    figuresOf(row) {
        return this.columns.filter(
            ({key, isStrong}) => isStrong || row.figures[key] !== 0
        );
    }

    classOf(row, {key, isStrong}) {
        const value = row.figures[key];
        return {
            "fw-bold": isStrong,
            o_inv_short: key === "short" && value > 0,
            o_inv_excess: key === "excess" && value > 0,
            "text-muted": !value,
        };
    }
}
