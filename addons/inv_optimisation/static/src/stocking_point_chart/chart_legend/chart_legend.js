import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {levelName} from "../chart_text";

/** Meaning of the symbols in the chart; lines are named at their end where there is room. */
export class ChartLegend extends Component {
    static template = "inv_optimisation.ChartLegend";
    static props = {
        layout: {type: Object},
        data: {type: Object},
    };

    get items() {
        const {stock, demand, isSmall} = this.props.layout;
        const ended = stock.levels.filter(({endValue}) => endValue !== null);
        const candidates = [
            {key: "stock", label: _t("stock"), isShown: stock.past},
            {key: "projected", label: _t("projected"), isShown: stock.projected},
            ...ended.map(({key}) => ({key, label: levelName(key), isShown: isSmall})),
            {
                key: "receipt",
                label: _t("receipt"),
                isShown: stock.receipts.some(({isSuggested}) => !isSuggested),
            },
            {
                key: "suggested",
                label: _t("suggested receipt"),
                isShown: stock.receipts.some(({isSuggested}) => isSuggested),
            },
            {key: "out", label: _t("no stock"), isShown: stock.outs.length},
            {key: "demand", label: _t("issued"), isShown: demand.bars.length},
            {
                key: "forecast",
                label: _t("forecast with 50, 80 and 95 % interval"),
                isShown: isSmall && demand.line,
            },
            {
                key: "ring",
                label: _t("outlier, capped or left out"),
                isShown: demand.bars.some((bar) => bar.isCapped || bar.isExcluded),
            },
        ];
        return candidates.filter(({isShown}) => isShown);
    }
}
