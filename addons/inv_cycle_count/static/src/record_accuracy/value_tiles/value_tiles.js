import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {
    formatCount,
    formatMoney,
    formatShare,
} from "../../count_programme/count_programme_text";

/** Hit rate of all counts, net and absolute value variance. */
export class ValueTiles extends Component {
    static template = "inv_cycle_count.ValueTiles";
    static props = {values: Object, currencyId: Number};

    get rows() {
        const {values, currencyId} = this.props;
        const money = (amount) => formatMoney(amount, currencyId).replace("-", "−");
        const share = (percent) =>
            percent === false ? "–" : formatShare(percent, 2).replace("-", "−");
        return [
            {
                key: "hit",
                title: _t("Hit rate, all counts"),
                value:
                    values.hit_percent === false
                        ? "–"
                        : formatShare(values.hit_percent),
                note: _t("biased: due items are risky · %(right)s of %(counted)s", {
                    right: formatCount(values.right),
                    counted: formatCount(values.counted),
                }),
            },
            {
                key: "net",
                title: _t("Net value variance"),
                value: share(values.net_percent),
                note: _t("%(net)s of %(book)s", {
                    net: money(values.net),
                    book: money(values.book),
                }),
            },
            {
                key: "absolute",
                title: _t("Absolute value variance"),
                value: share(values.absolute_percent),
                note: money(values.absolute),
            },
        ];
    }
}
