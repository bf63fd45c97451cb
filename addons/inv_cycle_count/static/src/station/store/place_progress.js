/**
 * What this device counted at one place, in the order of counting.
 *
 * `entries` are {uuid, item, lot, quantity, kind}; what the server holds of earlier
 * visits is in `place.own`. `draft` is what is on the number pad and not confirmed.
 */
export function emptyProgress() {
    return {entries: [], isHere: false, isAsking: false, draft: null};
}

/** Entries of the device and of the server, each once. */
function allEntries(place, progress) {
    const local = new Set(progress.entries.map(({uuid}) => uuid));
    const undone = new Set(progress.undone || []);
    const stored = place.own
        .filter(({uuid}) => !local.has(uuid) && !local.has(uuid.split(":")[0]))
        .filter(({uuid}) => !undone.has(uuid.split(":")[0]))
        .map((entry) => ({...entry, kind: entry.quantity ? "count" : "none"}));
    return [...stored, ...progress.entries];
}

/** Counted items with their sums, the last one first. */
export function countedItems(place, progress) {
    const rows = new Map();
    for (const entry of allEntries(place, progress)) {
        const {key} = entry.item;
        const row = rows.get(key) || {
            item: entry.item,
            quantity: 0,
            lots: [],
            keys: [],
        };
        row.quantity += entry.quantity;
        row.keys.push(entry.uuid);
        if (entry.lot && entry.quantity) {
            row.lots.push(entry.lot);
        }
        rows.delete(key);
        rows.set(key, row);
    }
    return [...rows.values()].reverse();
}

/** Listed items without an answer. */
export function openItems(place, progress) {
    const answered = new Set(
        allEntries(place, progress).map((entry) => entry.item.key)
    );
    return place.items.filter(({key}) => !answered.has(key));
}

export function hasSerial(place, progress, item, lot) {
    return countedItems(place, progress).some(
        (row) => row.item.key === item.key && row.lots.includes(lot)
    );
}
