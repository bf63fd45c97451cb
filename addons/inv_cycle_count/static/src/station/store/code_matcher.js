import {BarcodeParser} from "@barcodes/js/barcode_parser";
import "@barcodes_gs1_nomenclature/js/barcode_parser";

const GTIN_TYPES = ["product", "package_type"];

/** A GTIN without the zeros that pad it to fourteen digits. */
function plain(code) {
    return code.replace(/^0+(?=\d{8})/, "");
}

/** Read a GS1 code with core's parser; null when it is none. */
export function readGs1(raw, nomenclature) {
    if (!nomenclature?.rules?.length) {
        return null;
    }
    let parts = null;
    try {
        parts = new BarcodeParser({nomenclature}).gs1_decompose_extended(raw);
    } catch {
        // Core throws for everything that is no GS1 code.
        return null;
    }
    const result = {code: null, lot: null, quantity: null};
    for (const {type, value, ai} of parts) {
        if (GTIN_TYPES.includes(type) || ai === "01" || ai === "02") {
            result.code = plain(String(value));
        } else if (type === "lot") {
            result.lot = String(value);
        } else if (type === "quantity") {
            result.quantity = Number(value);
        }
    }
    return result.code ? result : null;
}

/**
 * What a code means at a place, from what the device knows, without the network.
 *
 * Answers {kind: "place", place}, {kind: "item", items, quantity, lot} or null; several
 * items are lots of one product, of which the counter chooses.
 */
export class CodeMatcher {
    constructor({places, nomenclature}) {
        this.places = places;
        this.nomenclature = nomenclature;
    }

    findPlace(raw) {
        return this.places.find(({barcodes}) => barcodes.includes(raw)) || null;
    }

    match(raw, place, more = []) {
        const found = this.findPlace(raw);
        if (found) {
            return {kind: "place", place: found};
        }
        const items = [...(place?.items || []), ...more];
        const byLot = items.filter((item) => item.lot && item.lot === raw);
        if (byLot.length) {
            return {kind: "item", items: byLot, quantity: 1, lot: null};
        }
        return (
            this.matchCode(items, {code: raw}) ||
            this.matchCode(items, readGs1(raw, this.nomenclature))
        );
    }

    matchCode(items, scan) {
        if (!scan) {
            return null;
        }
        const {lot, quantity} = scan;
        const code = plain(scan.code);
        const factorOf = ({barcodes}) => {
            const key = Object.keys(barcodes).find((one) => plain(one) === code);
            return key ? barcodes[key] : 0;
        };
        const known = items.filter(factorOf);
        if (!known.length) {
            return null;
        }
        const exact = lot ? known.filter((item) => item.lot === lot) : [];
        return {
            kind: "item",
            items: exact.length ? exact : this.withLot(known, lot),
            quantity: (quantity || 1) * factorOf(known[0]),
            lot: known[0].is_serial ? lot : null,
        };
    }

    /** A lot that is not listed is an extra item of the same product. */
    withLot(items, lot) {
        const [item] = items;
        if (!lot || item.is_serial || item.tracking === "none") {
            return items;
        }
        const key = `${item.product_id}-${lot}-0-0`;
        return [{...item, key, lot, lot_id: false, isExtra: true}];
    }
}
