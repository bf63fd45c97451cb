import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatDay, formatQuantity} from "../base/format";

/** An item as a card: picture, name, unit and pack, lot and expiry; HELD below it. */
export class ItemCard extends Component {
    static template = "inv_handheld.ItemCard";
    static props = {
        name: String,
        code: {type: String, optional: true},
        image: {type: String, optional: true},
        uom: {type: String, optional: true},
        packaging: {type: [Object, Boolean], optional: true},
        lot: {type: [String, Boolean], optional: true},
        isSerial: {type: Boolean, optional: true},
        expiry: {type: [Object, Boolean], optional: true},
        hold: {type: [Object, Boolean], optional: true},
        hint: {type: String, optional: true},
        isSmall: {type: Boolean, optional: true},
    };

    setup() {
        this.state = useState({hasImage: Boolean(this.props.image)});
    }

    get subtitle() {
        const {code, uom, packaging} = this.props;
        const pack =
            packaging &&
            _t("%(pack)s = %(quantity)s %(uom)s", {
                pack: packaging.name,
                quantity: formatQuantity(packaging.quantity),
                uom: packaging.uom,
            });
        return [code, uom, pack].filter(Boolean).join(" · ");
    }

    get lotText() {
        const {lot, isSerial} = this.props;
        return isSerial ? _t("Serial %s", lot) : _t("Lot %s", lot);
    }

    get expiryText() {
        const {date, status} = this.props.expiry;
        const day = formatDay(date);
        return status === "over" ? _t("Expired %s", day) : _t("Expires %s", day);
    }
}
