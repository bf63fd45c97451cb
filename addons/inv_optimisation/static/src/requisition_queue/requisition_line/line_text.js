import {_t} from "@web/core/l10n/translation";
import {
    changeText,
    formatAmount,
    formatDay,
    formatQuantity,
    isKnown,
    packText,
} from "../requisition_queue_text";

/** Words of one line, for the table row and for the card of a phone. */
export function describeLine(line, currencyId, today) {
    const need = formatDay(line.date_need, today);
    const priceChange = line.price_change ? changeText(line.price_change) : "";
    const title = line.product_code || line.product_name;
    return {
        title,
        subtitle: line.product_code ? line.product_name : "",
        quantity: formatQuantity(line.quantity),
        pack: packText(line),
        price: formatAmount(line.price, currencyId),
        priceChange,
        priceNote: priceChange && _t("%(change)s price", {change: priceChange}),
        isDearer: line.price_change > 0,
        subtotal: formatAmount(line.subtotal, currencyId),
        need,
        needNote: _t("need %(date)s", {date: need}),
        editedBy: line.edited_by ? _t("by %(name)s", {name: line.edited_by}) : "",
        editedShort: editedShort(line),
        tickLabel: _t("Split %(item)s, %(site)s off", {
            item: title,
            site: line.site,
        }),
        inputLabel: _t("New quantity of %(item)s, %(site)s, in %(unit)s", {
            item: title,
            site: line.site,
            unit: line.uom,
        }),
    };
}

/** "by I. Duarte, plan says 12" */
function editedShort(line) {
    if (!line.edited_by) {
        return "";
    }
    return isKnown(line.recommended_qty)
        ? _t("by %(name)s, plan says %(quantity)s", {
              name: line.edited_by,
              quantity: formatQuantity(line.recommended_qty),
          })
        : _t("by %(name)s", {name: line.edited_by});
}
