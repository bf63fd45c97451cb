import {_t} from "@web/core/l10n/translation";
import {
    formatCount,
    formatDay,
    formatWhole,
} from "../readiness_board/readiness_board_text";

function shortTile({short_count, needed_count}) {
    return {
        key: "short",
        icon: "fa-cubes",
        title: _t("Components short"),
        value: formatCount(short_count),
        note: _t("of %(count)s needed", {count: formatCount(needed_count)}),
    };
}

function ordersTile({orders_not_ready, order_count, at_risk_count}) {
    return {
        key: "orders",
        icon: "fa-industry",
        title: _t("Orders not ready"),
        value: _t("%(count)s of %(total)s", {
            count: formatCount(orders_not_ready),
            total: formatCount(order_count),
        }),
        note: _t("%(count)s with a date at risk", {
            count: formatCount(at_risk_count),
        }),
        isBad: at_risk_count > 0,
    };
}

function valueTile({blocked_value}, currencyId) {
    return {
        key: "value",
        icon: "fa-money",
        title: _t("Blocked output"),
        value: formatWhole(blocked_value, currencyId),
        note: _t("at sales price, else at cost"),
    };
}

function supplyTile({without_supply: names}) {
    return {
        key: "none",
        icon: "fa-exclamation-triangle",
        title: _t("Without any supply"),
        value:
            names.length === 1
                ? _t("1 component")
                : _t("%(count)s components", {count: formatCount(names.length)}),
        note: names.slice(0, 2).join(", ") || _t("Everything is on its way."),
        isBad: names.length > 0,
    };
}

function receiptText({label, order_names: names}) {
    return names.length
        ? _t("%(label)s covers %(orders)s", {
              label,
              orders: names.slice(0, 2).join(", "),
          })
        : label;
}

function receiptTile({next_receipt: next}, today) {
    return {
        key: "next",
        icon: "fa-truck",
        title: _t("Next receipt of a missing part"),
        value: next ? formatDay(next.date, today) : "–",
        note: next ? receiptText(next) : _t("No confirmed receipt."),
    };
}

/** The figures above the table of missing parts. */
export function makeTiles({tiles, currency_id, today}) {
    return [
        shortTile(tiles),
        ordersTile(tiles),
        valueTile(tiles, currency_id),
        supplyTile(tiles),
        receiptTile(tiles, today),
    ];
}
