import {Expression} from "@inv_handheld/building_blocks";

/**
 * What is on the pad. The first scan names the item and counts as one; a number that is
 * typed right after it is the whole quantity, not one more.
 */
export class CountExpression extends Expression {
    constructor({text = "", added = 0, scans = 0} = {}) {
        super();
        Object.assign(this, {text, added, scans});
    }

    scan(quantity) {
        this.scans += 1;
        this.add(quantity);
    }

    digit(key) {
        if (this.scans === 1 && !this.text) {
            this.added = 0;
        }
        this.scans = 0;
        super.digit(key);
    }

    clear() {
        super.clear();
        this.scans = 0;
    }

    get draft() {
        const {text, added, scans} = this;
        return {text, added, scans};
    }
}
