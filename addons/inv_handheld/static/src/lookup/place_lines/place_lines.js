import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatQuantity} from "../../base/format";

/** Places where an item is: nearest first, held before the number. */
export class PlaceLines extends Component {
    static template = "inv_handheld.PlaceLines";
    static props = {lines: Array, uom: String};

    format(value) {
        return formatQuantity(value);
    }

    detail(line) {
        return [
            line.lot && _t("Lot %s", line.lot),
            line.package && _t("Package %s", line.package),
            line.is_this && _t("this one"),
        ]
            .filter(Boolean)
            .join(" · ");
    }

    reserved(line) {
        return line.reserved >= line.quantity
            ? _t("reserved")
            : _t("%s reserved", formatQuantity(line.reserved));
    }
}
