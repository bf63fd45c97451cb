import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {
    Frame,
    ItemCard,
    NumberPad,
    formatQuantity,
    useScan,
    useStation,
} from "@inv_handheld/building_blocks";
import {openItem} from "../place_view/open_item";
import {raiseWrongPlace} from "../place_view/wrong_place";
import {CountExpression} from "../store/count_expression";
import {takePhoto} from "./take_photo";
import {useCountStore} from "../store/count_store";

//: A quantity above this is asked about, whatever the item [units].
const SURPRISING = 10000;

/** How many of one item: the pad, or the serial numbers that were scanned. */
export class PadView extends Component {
    static template = "inv_cycle_count.PadView";
    static components = {Frame, ItemCard, NumberPad};
    static props = {};

    setup() {
        this.station = useStation();
        this.store = useCountStore();
        const {draft} = this.store.progress;
        const isOwn = draft?.key === this.item.key;
        this.expression = useState(new CountExpression(isOwn ? draft : {}));
        this.state = useState({
            isDamaged: Boolean(isOwn && draft.isDamaged),
            lot: (isOwn && draft.lot) || this.item.lot || "",
            isNoting: false,
            note: "",
        });
        this.formatQuantity = formatQuantity;
        useScan((raw) => this.onScan(raw));
    }

    get place() {
        return this.store.place;
    }

    get item() {
        return this.store.state.item || {};
    }

    get hint() {
        const {expected, uom} = this.item;
        return expected === undefined
            ? undefined
            : _t("Expected %(quantity)s %(uom)s", {
                  quantity: formatQuantity(expected),
                  uom,
              });
    }

    /** What was counted of this item before, here and by this counter. */
    get before() {
        return this.store.counted.find(({item}) => item.key === this.item.key);
    }

    get beforeText() {
        return _t("Already counted here: %(quantity)s %(uom)s. This is added.", {
            quantity: formatQuantity(this.before.quantity),
            uom: this.item.uom,
        });
    }

    get needsLot() {
        return this.item.tracking === "lot" && !this.state.lot;
    }

    get lotChoices() {
        return this.place.items
            .filter(({product_id, lot}) => product_id === this.item.product_id && lot)
            .map(({lot}) => lot);
    }

    get confirmText() {
        const {value} = this.expression;
        return value === null
            ? _t("Confirm")
            : _t("Confirm %(quantity)s %(uom)s", {
                  quantity: formatQuantity(value),
                  uom: this.item.uom,
              });
    }

    /** Every tap is on the disk before the next one. */
    saveDraft() {
        return this.store.saveDraft({
            ...this.expression.draft,
            key: this.item.key,
            lot: this.state.lot,
            isDamaged: this.state.isDamaged,
        });
    }

    async onScan(raw) {
        const {store, item} = this;
        const match = store.matcher.match(raw, this.place, [item]);
        if (match?.kind === "place") {
            return this.onPlace(raw, match.place);
        }
        if (this.needsLot && !match) {
            return this.setLot(raw);
        }
        const same = match?.items.find(({key}) => key === item.key);
        if (item.is_serial) {
            return this.onSerial(raw, match, same);
        }
        if (same || item.raw === raw) {
            this.expression.scan(match ? match.quantity : 1);
            this.station.feedback.play("ok");
            return this.saveDraft();
        }
        // Another item confirms this one; Undo takes it back.
        await this.confirm({isSilent: true});
        return openItem(this.station, store, raw);
    }

    onPlace(raw, found) {
        if (found.place_id === this.place.place_id) {
            return this.store.show("place");
        }
        return raiseWrongPlace(this.station, this.store, raw, found);
    }

    /** A serial number of this item, or something else. */
    onSerial(raw, match, same) {
        if (same && match.lot) {
            return this.store.countSerial(this.item, match.lot, raw);
        }
        if (same) {
            this.station.feedback.play("unknown");
            return this.station.notify(_t("Scan the serial number."));
        }
        if (match) {
            return openItem(this.station, this.store, raw);
        }
        return this.store.countSerial(this.item, raw, raw);
    }

    setLot(lot) {
        this.state.lot = lot;
        this.station.feedback.play("ok");
        return this.saveDraft();
    }

    toggleDamaged() {
        this.state.isDamaged = !this.state.isDamaged;
        return this.saveDraft();
    }

    async notFound() {
        await this.store.none(this.item);
        await this.back();
    }

    async countAgain() {
        await this.store.takeBack(this.before.keys);
        this.station.notify(_t("Taken back. Start from zero."));
    }

    back() {
        return this.store.show("place");
    }

    photo() {
        return takePhoto(this.station, this.store, this.item);
    }

    async saveNote() {
        const {note} = this.state;
        this.state.isNoting = false;
        if (note.trim()) {
            await this.store.send("note", {
                label: this.item.product,
                detail: note,
                icon: "fa-pencil",
                payload: {key: this.item.key, note},
            });
            this.station.notify(_t("The note is kept."));
        }
    }

    /** Send what is on the pad and go back to the place. */
    async confirm({isSilent = false, isSure = false} = {}) {
        const {value} = this.expression;
        if (value === null || this.needsLot) {
            return isSilent ? null : this.tellMissing();
        }
        if (value > SURPRISING && !isSure && !isSilent) {
            return this.askSure(value);
        }
        await this.send();
        return isSilent ? null : this.back();
    }

    async send() {
        const {value, line} = this.expression;
        const {lot, isDamaged} = this.state;
        const isTyped = this.expression.text !== "";
        await this.store.count(this.item, value, {
            expression: isTyped ? line : "",
            lot: lot && lot !== this.item.lot ? lot : null,
            isDamaged,
            raw: this.item.raw,
        });
        this.expression.clear();
        this.station.feedback.play("ok");
    }

    tellMissing() {
        this.station.feedback.play("unknown");
        this.station.notify(
            this.needsLot
                ? _t("Scan or choose the lot first.")
                : _t("Type or scan a quantity.")
        );
    }

    askSure(value) {
        this.station.openSheet({
            kind: "amber",
            title: _t("%(quantity)s %(uom)s. Sure?", {
                quantity: formatQuantity(value),
                uom: this.item.uom,
            }),
            text: _t("That is more than is usually in one place."),
            buttons: [
                {label: _t("Change it"), primary: true},
                {label: _t("Yes"), onClick: () => this.confirm({isSure: true})},
            ],
        });
    }
}
