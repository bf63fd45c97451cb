import {_t} from "@web/core/l10n/translation";
import {formatQuantity, getDecimalPoint} from "./format";

const OPERATORS = "+\u2212\u00d7";
const LONGEST = 24;
//: Adding tenths must not show their binary rest.
const PRECISION = 1e6;

function multiply(text) {
    return text.split("\u00d7").reduce((product, part) => product * Number(part), 1);
}

/** Return the value of "12×3+5", or null when it is empty or not complete. */
export function evaluate(text) {
    if (!text || OPERATORS.includes(text.at(-1)) || text === ".") {
        return null;
    }
    const terms = text.replaceAll("\u2212", "+\u2212").split("+").filter(Boolean);
    const total = terms.reduce((sum, term) => {
        const isNegative = term.startsWith("\u2212");
        return (
            sum + multiply(isNegative ? term.slice(1) : term) * (isNegative ? -1 : 1)
        );
    }, 0);
    return Number.isFinite(total) ? Math.round(total * PRECISION) / PRECISION : null;
}

/**
 * What was typed on a number pad. Starts empty, never with a number. Make it reactive
 * and give it to the pad; a scan calls `add`.
 */
export class Expression {
    constructor() {
        this.text = "";
        this.added = 0;
    }

    get isEmpty() {
        return !this.text && !this.added;
    }

    /** The quantity, or null as long as there is none or it is below zero. */
    get value() {
        if (this.isEmpty) {
            return null;
        }
        const typed = this.text ? evaluate(this.text) : 0;
        const total = typed === null ? null : typed + this.added;
        return total === null || total < 0
            ? null
            : Math.round(total * PRECISION) / PRECISION;
    }

    /** The line above the result: "12 × 3 + 5". */
    get line() {
        const spaced = this.text
            .replaceAll(".", getDecimalPoint())
            .replace(/([+\u2212\u00d7])/g, " $1 ");
        if (!this.added) {
            return spaced.trim();
        }
        const sign = this.added < 0 ? "\u2212" : "+";
        const added = formatQuantity(Math.abs(this.added));
        return this.text
            ? `${spaced} ${sign} ${added}`
            : (sign === "+" ? "" : sign) + added;
    }

    /** Type one key: a digit, the decimal point ("."), an operator, "C" or "back". */
    press(key) {
        if (key === "C") {
            this.clear();
        } else if (key === "back") {
            this.back();
        } else if (OPERATORS.includes(key)) {
            this.operate(key);
        } else {
            this.digit(key);
        }
    }

    /** Add a scan, a pack or one piece. */
    add(quantity) {
        this.added = Math.round((this.added + quantity) * PRECISION) / PRECISION;
    }

    clear() {
        this.text = "";
        this.added = 0;
    }

    back() {
        if (this.added) {
            this.added = 0;
        } else {
            this.text = this.text.slice(0, -1);
        }
    }

    operate(operator) {
        this.fold();
        if (!this.text) {
            return;
        }
        if (OPERATORS.includes(this.text.at(-1))) {
            this.text = this.text.slice(0, -1);
        }
        this.text += operator;
    }

    digit(key) {
        if (this.added) {
            // What is typed after scans comes on top of them.
            this.fold();
            this.text += "+";
        }
        const number = this.text.split(/[+\u2212\u00d7]/).at(-1);
        if (this.text.length >= LONGEST || (key === "." && number.includes("."))) {
            return;
        }
        this.text += key === "." && !number ? "0." : key;
    }

    /** Scans that were added become part of what is typed on. */
    fold() {
        if (this.added) {
            const sign = this.added < 0 ? "\u2212" : "+";
            const lead = this.text || sign === "\u2212" ? sign : "";
            this.text += lead + String(Math.abs(this.added));
            this.added = 0;
        }
    }
}

/** Say a quantity in packs: "3 × Box of 12 and 5 loose". */
export function getPackSentence(value, packaging) {
    if (value === null || !packaging?.quantity || packaging.quantity <= 1) {
        return "";
    }
    const packs = Math.floor(value / packaging.quantity);
    const loose =
        Math.round((value - packs * packaging.quantity) * PRECISION) / PRECISION;
    if (!packs) {
        return "";
    }
    const values = {
        packs: formatQuantity(packs),
        pack: packaging.name,
        loose: formatQuantity(loose),
    };
    return loose
        ? _t("%(packs)s × %(pack)s and %(loose)s loose", values)
        : _t("%(packs)s × %(pack)s", values);
}
