import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatQuantity} from "../../base/format";

/** What is in a place or a package: one line an item and lot. */
export class ContentLines extends Component {
    static template = "inv_handheld.ContentLines";
    static props = {lines: Array};

    setup() {
        this.broken = useState({});
    }

    format(value) {
        return formatQuantity(value);
    }

    detail(line) {
        return [
            line.code,
            line.lot && _t("Lot %s", line.lot),
            line.package && _t("Package %s", line.package),
            line.reserved > 0 && _t("%s reserved", formatQuantity(line.reserved)),
        ]
            .filter(Boolean)
            .join(" · ");
    }
}
