import {FakeServer, makeStation} from "@inv_handheld/../tests/station_data";

export const BEARING = "4006381333931";
export const BOX = "14006381333938";

export function makeItem(id, values = {}) {
    return {
        key: `${id}-0-0-0`,
        product_id: id,
        product: `Item ${id}`,
        code: "",
        uom: "pcs",
        tracking: "none",
        is_serial: false,
        barcodes: {},
        packaging: false,
        image: "",
        lot_id: false,
        lot: "",
        package_id: false,
        package: "",
        owner_id: false,
        owner: "",
        ...values,
    };
}

export function makePlace(id, items, values = {}) {
    return {
        place_id: id,
        session: "CC/2026/00001",
        kind: "cycle",
        round: 1,
        is_blind: true,
        is_empty_check: false,
        is_overdue: false,
        is_started: false,
        location_id: 100 + id,
        location: `A-0${id}`,
        path: "LEE/Stock/Aisle A",
        barcodes: [`BIN-${id}`, `A-0${id}`],
        note: "",
        items,
        own: [],
        ...values,
    };
}

export function makeWork(places, values = {}) {
    return {
        bin_count: places.length,
        overdue_count: 0,
        done_count: 0,
        next: false,
        next_due: false,
        places,
        nomenclature: {
            is_gs1_nomenclature: true,
            gs1_separator_fnc1: "#",
            rules: [
                ["product", "(01)(\\d{14})", "identifier"],
                ["lot", '(10)([!"%-/0-9:-?A-Z_a-z]{0,20})', "alpha"],
                ["lot", '(21)([!"%-/0-9:-?A-Z_a-z]{0,20})', "alpha"],
                ["quantity", "(30|37)(\\d{0,8})", "measure"],
            ].map(([type, pattern, content]) => ({
                name: type,
                type,
                pattern,
                encoding: "gs1-128",
                gs1_content_type: content,
                gs1_decimal_usage: false,
            })),
        },
        ...values,
    };
}

/** A server that knows the count task; `work` is what it has to do. */
export class CountServer extends FakeServer {
    constructor(work) {
        super();
        this.work = work;
        this.states = [];
        this.session.tasks.push({
            code: "count",
            name: "Count",
            icon: "fa-list-ol",
            has_tile: true,
            count: work.bin_count,
            card: work,
        });
    }

    answer(row) {
        if (!this.answers.has(row.uuid)) {
            this.states.push([row.state, row.payload.quantity ?? null]);
        }
        const answer = super.answer(row);
        if (row.task === "count") {
            Object.assign(answer, this.reply?.(row) || {});
        }
        return answer;
    }
}

/** A station with count work, started. */
export async function makeCounting(work) {
    const server = new CountServer(work);
    const {station, ...rest} = await makeStation({server});
    return {server, station, ...rest};
}
