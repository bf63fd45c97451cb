import {markup} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {
    daysText,
    formatAmount,
    formatDay,
    formatQuantity,
    formatWhole,
} from "../requisition_queue_text";

const BOLD = {start: markup`<b>`, end: markup`</b>`};

/** Items named in the sentence; the others are counted. */
const MAX_NAMED = 3;

function namesOf(lines) {
    const named = lines.length > MAX_NAMED ? lines.slice(0, MAX_NAMED - 1) : lines;
    const names = named.map(({quantity, product}) =>
        _t("%(quantity)s × %(product)s", {quantity: formatQuantity(quantity), product})
    );
    const count = lines.length - named.length;
    return count ? [...names, _t("%(count)s more", {count})] : names;
}

function factsOf(lines, {currencyId, today}) {
    const dates = lines.map(({date_needed}) => date_needed).filter(Boolean);
    const date = dates.length ? formatDay(dates.sort()[0], today) : "";
    if (lines.length > 1) {
        return date ? _t("needed from %(date)s on anyway", {date}) : "";
    }
    const amount = formatAmount(lines[0].amount, currencyId);
    return date ? _t("%(amount)s, needed on %(date)s anyway", {amount, date}) : amount;
}

function purposeOf(advice, {currencyId, targetText}) {
    const after = formatWhole(advice.amount_after, currencyId);
    return {
        minimum: _t("to reach the minimum order of %(target)s", {target: targetText}),
        break: _t("to reach %(after)s and the next price break", {after}),
        load: _t("to fill the load"),
    }[advice.kind];
}

function gainOf(advice, {currencyId}) {
    const days = advice.extra_days ? daysText(advice.extra_days) : "";
    if (advice.saving > 0) {
        const values = {...BOLD, saving: formatWhole(advice.saving, currencyId), days};
        return days
            ? _t("%(start)ssaves %(saving)s%(end)s, %(days)s of extra stock", values)
            : _t("%(start)ssaves %(saving)s%(end)s", values);
    }
    if (advice.cost > 0) {
        const cost = formatWhole(advice.cost, currencyId);
        return days
            ? _t("costs %(cost)s more to keep, %(days)s of extra stock", {cost, days})
            : _t("costs %(cost)s more to keep", {cost});
    }
    return days ? _t("%(days)s of extra stock", {days}) : "";
}

/** What the items bring, in few words. */
function shortPurposeOf(advice, {targetText}) {
    return {
        minimum: _t("reaches the minimum order of %(target)s", {target: targetText}),
        break: _t("reaches the next price break"),
        load: _t("fills the load"),
    }[advice.kind];
}

/** Sentence for a phone: items, amount, purpose, saving. */
export function shortAdviceSentence(advice, scope) {
    const [line, ...others] = advice.lines;
    const values = {
        ...BOLD,
        items: namesOf(advice.lines),
        amount: formatWhole(line.amount, scope.currencyId),
        purpose: shortPurposeOf(advice, scope),
    };
    const what = others.length
        ? _t("%(start)sAdd %(items)s%(end)s: %(purpose)s", values)
        : _t("%(start)sAdd %(items)s%(end)s, %(amount)s: %(purpose)s", values);
    return advice.saving > 0
        ? _t("%(what)s, saves %(saving)s.", {
              what,
              saving: formatWhole(advice.saving, scope.currencyId),
          })
        : _t("%(what)s.", {what});
}

/** Sentence of the fill-up advice, with its bold parts. */
export function adviceSentence(advice, scope) {
    const values = {
        ...BOLD,
        items: namesOf(advice.lines),
        facts: factsOf(advice.lines, scope),
        purpose: purposeOf(advice, scope),
    };
    const what = values.facts
        ? _t("%(start)sAdd %(items)s%(end)s (%(facts)s) %(purpose)s", values)
        : _t("%(start)sAdd %(items)s%(end)s %(purpose)s", values);
    const gain = gainOf(advice, scope);
    return gain ? _t("%(what)s: %(gain)s.", {what, gain}) : _t("%(what)s.", {what});
}
