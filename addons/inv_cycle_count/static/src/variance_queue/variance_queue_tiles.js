import {percentText} from "@inv_optimisation/requisition_queue/requisition_queue_text";
import {_t} from "@web/core/l10n/translation";
import {formatCount, linesText, money, signedMoney} from "./variance_text";

/** What the lines of the queue are worth. */
function makeValueTiles({totals, lines, currency_id}) {
    return [
        {
            key: "lines",
            icon: "fa-inbox",
            title: _t("Lines to approve"),
            value: formatCount(totals.line_count),
            note: _t("%(shown)s shown · from %(count)s sessions", {
                shown: formatCount(lines.length),
                count: formatCount(totals.session_count),
            }),
        },
        {
            key: "net",
            icon: "fa-balance-scale",
            title: _t("Net variance"),
            value: signedMoney(totals.net_value, currency_id),
            note: _t("gains and losses set off"),
            kind: totals.net_value < 0 ? "loss" : "gain",
        },
        {
            key: "absolute",
            icon: "fa-arrows-v",
            title: _t("Absolute variance"),
            value: money(totals.absolute_value, currency_id),
            note: _t("gains and losses add up"),
        },
    ];
}

/** The figures above the table; the server computed all of them. */
export function makeTiles(data) {
    const {totals, tiles, two_person_limit, currency_id} = data;
    const {posted} = tiles;
    const result = [
        ...makeValueTiles(data),
        {
            key: "hits",
            icon: "fa-bullseye",
            title: _t("Hit rate today"),
            value: posted.count ? percentText(posted.hit_rate, 1) : "–",
            note: _t("%(hits)s of %(lines)s in tolerance", {
                hits: formatCount(posted.hits),
                lines: linesText(posted.count),
            }),
        },
    ];
    if (two_person_limit) {
        result.push({
            key: "second",
            icon: "fa-users",
            title: _t("Needs a second approver"),
            value: linesText(totals.second_count),
            note: _t("over %(limit)s", {limit: money(two_person_limit, currency_id)}),
            kind: totals.second_count ? "warning" : "",
        });
    }
    return result;
}
