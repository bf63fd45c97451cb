import {formatCurrency} from "@web/core/currency";
import {_t} from "@web/core/l10n/translation";
import {formatFloat} from "@web/core/utils/numbers";
import {rateFloor} from "./policy_board_scale";

const MINUS = "−";
const MILLION = 1e6;
const TEN_MILLION = 1e7;
const HUNDRED_THOUSAND = 1e5;
const TEN_THOUSAND = 1e4;

export function formatCount(count) {
    return formatFloat(count, {digits: [16, 0]});
}

export function formatTurns(turns) {
    return (turns ?? null) === null ? "–" : formatFloat(turns, {digits: [16, 1]});
}

/** Decimals of an amount in thousands or millions: three figures, "8.9M" not "8.90M". */
function moneyDecimals(size) {
    const figures = String(Math.round(size / 10 ** (Math.floor(Math.log10(size)) - 2)));
    let wanted = 0;
    if (size >= MILLION) {
        wanted = size < TEN_MILLION ? 2 : 1;
    } else if (size >= TEN_THOUSAND && size < HUNDRED_THOUSAND) {
        wanted = 1;
    }
    return figures.endsWith("0") ? Math.max(0, wanted - 1) : wanted;
}

/** Whole money below ten thousand, "15.2k", "960k" and "1.18M" above. */
export function formatMoney(amount, currencyId) {
    if ((amount ?? null) === null) {
        return "–";
    }
    const size = Math.abs(amount);
    return formatCurrency(amount, currencyId, {
        humanReadable: size >= TEN_THOUSAND,
        digits: [16, moneyDecimals(size)],
    });
}

/** A rate between 0 and 1 as percentage without its sign. */
export function formatRate(rate, decimals = 1) {
    return formatFloat(rate * 100, {digits: [16, decimals], trailingZeros: false});
}

export function formatGap(gap) {
    const rounded = Math.round(gap * 10) / 10;
    const points = formatFloat(Math.abs(rounded), {digits: [16, 1]});
    if (rounded === 0) {
        return _t("%(points)s pt", {points});
    }
    return rounded < 0
        ? _t("%(minus)s%(points)s pt", {minus: MINUS, points})
        : _t("+%(points)s pt", {points});
}

export function itemsText(count) {
    return count === 1
        ? _t("1 item")
        : _t("%(count)s items", {count: formatCount(count)});
}

/** What the filling colour of the cells says. */
export function colourings() {
    return [
        {key: "gap", label: _t("Gap to target")},
        {key: "stock_value", label: _t("Stock value")},
        {key: "turns", label: _t("Turns")},
        {key: "item_count", label: _t("Items")},
    ];
}

/** Sentence on the bars, for the foot of the matrix. */
export function barText(cells) {
    return _t("target; the bar is the expected service, from %(floor)s to 100 %", {
        floor: formatRate(rateFloor(cells), 0),
    });
}
