import {_t} from "@web/core/l10n/translation";
import {formatFloat} from "@web/core/utils/numbers";

/** A quantity without zeros behind the point, with a true minus; a dash for nothing. */
export function quantityText(value) {
    if (!value) {
        return "–";
    }
    return formatFloat(value, {digits: [16, 2], trailingZeros: false}).replace(
        "-",
        "−"
    );
}

/** Figures of a site, in the order of the table. */
export const FIGURES = [
    {key: "on_hand", title: _t("On hand"), isStrong: true},
    {key: "reserved", title: _t("Reserved")},
    {key: "free", title: _t("Free")},
    {key: "in_transit", title: _t("In transit")},
    {key: "incoming", title: _t("Incoming")},
    {key: "outgoing", title: _t("Outgoing")},
    {key: "position", title: _t("Position"), isStrong: true},
    {key: "short", title: _t("Short")},
    {key: "excess", title: _t("Excess")},
];

/** Sign of each tone, so that colour is never the only one. */
export const TONE_ICONS = {
    bad: "fa-exclamation-triangle",
    warn: "fa-clock-o",
    info: "fa-arrow-up",
    good: "fa-check",
    plain: "fa-circle-o",
};
