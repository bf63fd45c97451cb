import {
    Component,
    onMounted,
    onWillRender,
    onWillUnmount,
    useRef,
    useState,
} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {ChartLegend} from "../chart_legend/chart_legend";
import {ChartReading} from "../chart_reading/chart_reading";
import {formatDay, formatMonth} from "../chart_text";
import {DemandPanel} from "../demand_panel/demand_panel";
import {buildLayout, dayAt} from "../geometry/layout";
import {readingAt} from "../geometry/reading";
import {describeChart} from "../reading_text";
import {StockPanel} from "../stock_panel/stock_panel";

const WEEK = 7;

/**
 * Two panels on one time axis. Follows its own width; the pointer or the arrow keys
 * choose a day, whose numbers are shown in a box.
 */
export class TimeChart extends Component {
    static template = "inv_optimisation.TimeChart";
    static components = {ChartLegend, ChartReading, DemandPanel, StockPanel};
    static props = {
        data: {type: Object},
        range: {type: String},
        openDocument: {type: Function},
    };

    setup() {
        this.root = useRef("root");
        this.state = useState({width: 0, day: null});
        this.formatMonth = formatMonth;
        this.observer = new ResizeObserver(() => this.measure());
        onMounted(() => {
            this.observer.observe(this.root.el);
            this.measure();
        });
        onWillUnmount(() => this.observer.disconnect());
        onWillRender(() => this.prepareLayout());
    }

    measure() {
        const width = Math.floor(this.root.el?.clientWidth || 0);
        if (width && width !== this.state.width) {
            this.state.width = width;
        }
    }

    /** The layout changes with data, range and width only, not with the chosen day. */
    prepareLayout() {
        const {data, range} = this.props;
        const {width} = this.state;
        const isSame =
            this.layout &&
            this.layoutFor.data === data &&
            this.layoutFor.range === range &&
            this.layoutFor.width === width;
        if (!isSame) {
            this.layout = width ? buildLayout(data, width, range) : null;
            this.layoutFor = {data, range, width};
        }
    }

    get description() {
        return describeChart(this.props.data);
    }

    get todayLabel() {
        const date = formatDay(this.layout.days.today, this.props.data);
        return _t("Today %(date)s", {date});
    }

    get todayLabelX() {
        const {plot, todayX, width} = this.layout;
        return Math.min(width - 40, Math.max(plot.left + 36, todayX));
    }

    get reading() {
        const {day} = this.state;
        if (day === null || !this.layout) {
            return null;
        }
        const {startDay, endDay} = this.layout.days;
        return day < startDay || day > endDay ? null : readingAt(this.props.data, day);
    }

    onPointer(ev) {
        const box = this.root.el.getBoundingClientRect();
        this.state.day = dayAt(this.layout, ev.clientX - box.left);
    }

    /** A finger leaves the screen after each tap; its numbers stay. */
    onPointerLeave(ev) {
        if (ev.pointerType !== "touch") {
            this.state.day = null;
        }
    }

    onBlur() {
        this.state.day = null;
    }

    onKeydown(ev) {
        const {startDay, endDay, today} = this.layout.days;
        const day = this.state.day ?? today;
        const target = {
            ArrowLeft: day - (ev.shiftKey ? WEEK : 1),
            ArrowRight: day + (ev.shiftKey ? WEEK : 1),
            PageUp: day - WEEK,
            PageDown: day + WEEK,
            Home: startDay,
            End: endDay,
        }[ev.key];
        if (target !== undefined) {
            this.state.day = Math.min(endDay, Math.max(startDay, target));
            ev.preventDefault();
            ev.stopPropagation();
        } else if (ev.key === "Escape" && this.state.day !== null) {
            this.state.day = null;
            ev.stopPropagation();
        } else if (ev.key === "Enter") {
            this.openFirstDocument();
        }
    }

    openFirstDocument() {
        const receipts = this.reading ? this.reading.receipts : [];
        const receipt = receipts.find(({res_model, res_id}) => res_model && res_id);
        if (receipt) {
            this.props.openDocument(receipt);
        }
    }
}
