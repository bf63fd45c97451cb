import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {
    formatDay,
    formatQuantity,
    formatTick,
    levelEndLabel,
    receiptText,
} from "../chart_text";

const LEAD_TIME_LABEL_WIDTH = 100;

/** Upper panel: stock at the end of each day, levels, days without stock, receipts. */
export class StockPanel extends Component {
    static template = "inv_optimisation.StockPanel";
    static props = {
        layout: {type: Object},
        data: {type: Object},
        openDocument: {type: Function},
    };

    setup() {
        this.formatTick = formatTick;
    }

    get panel() {
        return this.props.layout.stock;
    }

    get unitLabel() {
        return _t("%(unit)s, end of day", {unit: this.props.data.unit});
    }

    get leadTimeLabel() {
        const days = this.props.data.lead_time_days;
        return this.props.layout.isSmall
            ? _t("%(days)s days", {days})
            : _t("lead time %(days)s days", {days});
    }

    get leadTimePath() {
        const {todayX, stock} = this.props.layout;
        const y = stock.top - 11;
        return `M${todayX},${y + 5}V${y}H${stock.leadTime.x}V${y + 5}`;
    }

    /** Beside the bracket, or before Today when the right side is too narrow. */
    get leadTimeLabelPlace() {
        const {todayX, stock, plot, isSmall} = this.props.layout;
        const width = isSmall ? LEAD_TIME_LABEL_WIDTH / 2 : LEAD_TIME_LABEL_WIDTH;
        const fits = plot.right - stock.leadTime.x > width;
        return fits
            ? {x: stock.leadTime.x + 5, anchor: "start"}
            : {x: todayX - 5, anchor: "end"};
    }

    quantity(value) {
        return formatQuantity(value, this.props.data);
    }

    endLabel(level) {
        const {layout, data} = this.props;
        return layout.isSmall
            ? formatQuantity(level.endValue, data)
            : levelEndLabel(level.key, level.endValue, data);
    }

    receiptLabel(shape) {
        const {data} = this.props;
        const {quantity} = data.receipts[shape.index];
        return _t("+%(quantity)s", {quantity: formatQuantity(quantity, data)});
    }

    receiptTitle(shape) {
        const receipt = this.props.data.receipts[shape.index];
        return _t("%(date)s: %(receipt)s", {
            date: formatDay(shape.day, this.props.data),
            receipt: receiptText(receipt, this.props.data),
        });
    }

    onReceiptClick(shape) {
        if (shape.hasDocument) {
            this.props.openDocument(this.props.data.receipts[shape.index]);
        }
    }
}
