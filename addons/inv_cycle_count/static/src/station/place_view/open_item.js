import {_t} from "@web/core/l10n/translation";
import {raiseOtherPlace} from "./wrong_place";

/** Open the pad for an item; the scan that named it counts. */
async function showItem(station, store, item, {quantity, lot, raw}) {
    if (item.is_serial && lot) {
        store.state.item = item;
        await store.countSerial(item, lot, raw);
        return;
    }
    const draft = {key: item.key, text: "", added: quantity, scans: 1};
    if (item.is_serial) {
        Object.assign(draft, {added: 0, scans: 0});
    }
    store.state.item = item;
    await store.saveDraft(draft);
    station.feedback.play("ok");
    await store.show("pad");
}

/** Several lots of the item are listed: the counter says which. */
function askLot(station, store, items, scan) {
    station.feedback.play("unknown");
    station.openSheet({
        kind: "amber",
        title: _t("Which lot?"),
        text: _t(
            "%s lies here in several lots. Scan the lot, or choose.",
            items[0].product
        ),
        buttons: items.map((item, index) => ({
            label: item.lot || _t("No lot"),
            primary: index === 0,
            onClick: () => showItem(station, store, item, scan),
        })),
    });
}

/** Say that a code is not known here; without a network it can be counted all the same. */
function tellUnknown(station, store, raw, {message, isQueued}) {
    station.feedback.play("unknown");
    const text = isQueued
        ? _t("No network, so the code is checked later. Count it by its code?")
        : message || "";
    const count = {
        label: _t("Count it"),
        primary: true,
        onClick: () => showItem(station, store, makeUnknown(raw), {quantity: 1, raw}),
    };
    station.openSheet({
        kind: "amber",
        title: _t("Unknown code"),
        code: raw,
        text,
        buttons: isQueued
            ? [count, {label: _t("Ignore")}]
            : [{label: _t("Try again"), primary: true}, {label: _t("Ignore")}],
    });
}

/** An item of which only the code is known; the server reads it on arrival. */
function makeUnknown(raw) {
    return {
        key: `code-${raw}`,
        raw,
        product_id: false,
        product: raw,
        code: "",
        uom: "",
        tracking: "none",
        is_serial: false,
        barcodes: {[raw]: 1},
        packaging: false,
        lot: "",
        lot_id: false,
        package_id: false,
        owner_id: false,
    };
}

/**
 * What a scan at a place means: an item of the list from what the device knows, any
 * other one from the server.
 */
export async function openItem(station, store, raw) {
    const more = store.counted.map(({item}) => item);
    const found = store.matcher.match(raw, store.place, more);
    if (found?.kind === "item") {
        const {items, quantity, lot} = found;
        if (items.length > 1 && items[0].tracking === "lot") {
            return askLot(station, store, items, {quantity, raw});
        }
        return showItem(station, store, items[0], {quantity, lot, raw});
    }
    const answer = await station.submit({
        task: "count",
        state: "scan",
        scan: raw,
        payload: {place_id: store.state.placeId},
        label: raw,
        detail: _t("scanned"),
        icon: "fa-barcode",
    });
    if (answer.next_state === "item") {
        const {item, quantity, lot} = answer.data;
        const known = store.place.items.find(({key}) => key === item.key) || item;
        return showItem(station, store, known, {
            quantity,
            lot: known.is_serial && lot,
            raw,
        });
    }
    if (answer.next_state === "location") {
        return raiseOtherPlace(station, store, raw, answer.data.scan);
    }
    const isQueued = answer.state === "queued";
    return tellUnknown(station, store, raw, {message: answer.message, isQueued});
}
