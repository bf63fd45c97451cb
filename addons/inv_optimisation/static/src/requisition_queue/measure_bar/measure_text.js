import {_t} from "@web/core/l10n/translation";
import {
    formatAmount,
    formatWeight,
    formatWhole,
    isKnown,
    percentText,
} from "../requisition_queue_text";

/** From this share of a limit on, a bar warns. */
export const NEAR_LIMIT = 0.9;

/** Length of a budget bar: some room beyond the limit, so that its tick can be seen. */
export const BUDGET_SCALE = 1.1;

/** @returns {"free"|"near"|"over"} */
export function limitTone(share, limit = 1) {
    if (share > limit) {
        return "over";
    }
    return share >= NEAR_LIMIT * limit ? "near" : "free";
}

/** Share of a bar in percent of its length, never outside of it. */
export function barWidth(share, scale = 1) {
    const percent = (share / scale) * 100;
    return Math.round(Math.min(100, Math.max(0, percent)) * 10) / 10;
}

function measure(value, bar, format = formatWhole) {
    return bar.unit === "kg"
        ? formatWeight(value, bar.unit_name || bar.unit)
        : format(value, bar.currency_id);
}

function labelOf(bar, isShort) {
    const target = measure(bar.target, bar);
    const name = typeof bar.label_value === "string" ? bar.label_value : "";
    const labels = {
        minimum: isShort
            ? _t("Minimum %(target)s", {target})
            : _t("Minimum order %(target)s", {target}),
        break: _t("Next price break %(target)s", {target}),
        load: name
            ? _t("%(name)s %(target)s", {name, target})
            : _t("Load %(target)s", {target}),
        budget: name
            ? _t("Budget %(name)s %(target)s", {name, target})
            : _t("Budget %(target)s", {target}),
    };
    if (isShort && bar.kind === "budget") {
        return name ? _t("Budget %(name)s", {name}) : _t("Budget");
    }
    return labels[bar.kind];
}

function noteOf(bar, share, isShort) {
    if (bar.kind === "budget") {
        return isShort
            ? _t("%(percent)s used", {percent: percentText(share)})
            : measure(bar.value, bar);
    }
    if (bar.kind === "load") {
        return measure(bar.value, bar);
    }
    if (bar.is_reached || !isKnown(bar.missing)) {
        return _t("reached");
    }
    return _t("%(missing)s to go", {missing: measure(bar.missing, bar, formatAmount)});
}

function toneOf(bar, share) {
    if (bar.kind === "budget") {
        return limitTone(share);
    }
    if (bar.kind === "load") {
        return "free";
    }
    if (bar.is_reached) {
        return "reached";
    }
    return bar.kind === "break" ? "goal" : "near";
}

/** Words, length and tone of one bar of the header. */
export function describeBar(bar, isShort = false) {
    const share = bar.target ? bar.value / bar.target : 0;
    const label = labelOf(bar, isShort);
    const note = noteOf(bar, share, isShort);
    return {
        label,
        note,
        tone: toneOf(bar, share),
        width: barWidth(share),
        description: _t("%(label)s: %(note)s, %(percent)s", {
            label,
            note,
            percent: percentText(share),
        }),
    };
}
