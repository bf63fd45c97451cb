import {localization} from "@web/core/l10n/localization";

const MINUS = "\u2212";
const DECIMALS = 3;

function read(name, fallback) {
    try {
        return localization[name] ?? fallback;
    } catch {
        // The localization refuses to answer before the texts are there.
        return fallback;
    }
}

export const getDecimalPoint = () => read("decimalPoint", ".");

/** Return the tag of the user's language, as the browser writes it. */
export const getLanguage = () =>
    read("code", undefined) || document.documentElement.lang;

/** A quantity with the user's separators, a true minus and no idle zeros. */
export function formatQuantity(value) {
    const text = String(Number(Math.abs(value || 0).toFixed(DECIMALS)));
    const [whole, part] = text.split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, read("thousandsSep", ","));
    const sign = value < 0 && text !== "0" ? MINUS : "";
    return sign + grouped + (part ? getDecimalPoint() + part : "");
}

/** Hours and minutes of a moment in milliseconds. */
export function formatTime(time) {
    const options = {hour: "2-digit", minute: "2-digit", hourCycle: "h23"};
    return new Date(time).toLocaleTimeString(getLanguage() || undefined, options);
}

/** A day, as "17 Mar"; takes an ISO date or a moment of the server (UTC). */
export function formatDay(text) {
    const moment = text.length > 10 ? `${text.replace(" ", "T")}Z` : `${text}T12:00:00`;
    const options = {day: "numeric", month: "short"};
    if (new Date(moment).getFullYear() !== new Date().getFullYear()) {
        options.year = "numeric";
    }
    return new Date(moment).toLocaleDateString(getLanguage() || undefined, options);
}

/** Milliseconds of a moment as the server writes it (UTC). */
export function readMoment(text) {
    return new Date(`${text.replace(" ", "T")}Z`).getTime();
}
