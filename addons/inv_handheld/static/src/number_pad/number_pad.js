import {Component, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {Expression, getPackSentence} from "../base/expression";
import {formatQuantity, getDecimalPoint} from "../base/format";

//: A long press starts to repeat after this time, then goes on this fast [ms].
const HOLD = 450;
const REPEAT = 90;
const KEYS = [
    ["7", "8", "9", "\u00d7"],
    ["4", "5", "6", "+"],
    ["1", "2", "3", "\u2212"],
    ["C", "0", ".", "back"],
];

/**
 * Quantity pad. Takes sums and products, shows the result large, starts empty.
 *
 * Give a reactive `expression` to add scans from outside (`expression.add(1)`).
 * `onChange(value)` is called with the quantity or null. `bound` is a fixed limit of
 * the unit; `onConfirm(value, line)` comes with what was typed. The slot `extras`
 * stands below the keys (Damaged, Not found, Photo, Note).
 */
export class NumberPad extends Component {
    static template = "inv_handheld.NumberPad";
    static props = {
        uom: String,
        packaging: {type: [Object, Boolean], optional: true},
        expression: {type: Object, optional: true},
        onChange: {type: Function, optional: true},
        scanStep: {type: Number, optional: true},
        slots: {type: Object, optional: true},
    };

    setup() {
        this.keys = KEYS;
        this.expression = useState(this.props.expression || new Expression());
        onWillUnmount(() => this.release());
    }

    get result() {
        const {value} = this.expression;
        return value === null ? "" : formatQuantity(value);
    }

    get sentence() {
        return getPackSentence(this.expression.value, this.props.packaging);
    }

    get packLabel() {
        const {name, quantity} = this.props.packaging;
        return _t("+ %(pack)s %(quantity)s", {
            pack: name.toLowerCase(),
            quantity: formatQuantity(quantity),
        });
    }

    get scanLabel() {
        return _t("scan +%s", formatQuantity(this.props.scanStep || 1));
    }

    keyLabel(key) {
        const labels = {C: _t("Clear"), back: _t("Delete"), "\u00d7": _t("times")};
        return labels[key] || this.keyText(key);
    }

    keyText(key) {
        return key === "." ? getDecimalPoint() : key;
    }

    press(key) {
        this.expression.press(key);
        this.props.onChange?.(this.expression.value);
    }

    add(quantity) {
        this.expression.add(quantity);
        this.props.onChange?.(this.expression.value);
    }

    /** +1 and −1 repeat as long as they are pressed. */
    hold(quantity) {
        this.release();
        this.timer = setTimeout(() => {
            this.repeater = setInterval(() => this.add(quantity), REPEAT);
        }, HOLD);
    }

    release() {
        clearTimeout(this.timer);
        clearInterval(this.repeater);
    }
}
