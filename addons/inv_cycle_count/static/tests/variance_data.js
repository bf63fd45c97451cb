import {VarianceQueue} from "@inv_cycle_count/variance_queue/variance_queue";
import {mockService, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {getDefaultConfig} from "@web/views/view";

export function makeLine(id, values = {}) {
    return {
        id,
        state: "review",
        product: `Motor stator ${id}`,
        product_id: 100 + id,
        lot: "",
        package: "",
        owner: "",
        location: `A-07-${id}`,
        location_path: `LEE/Stock/A-07-${id}`,
        item_class: "A",
        uom: "pcs",
        session: "CC/2026/00001",
        session_id: 7,
        expected_qty: 38,
        counted_qty: 30,
        first_counted_qty: 30,
        round: 2,
        is_recounted: true,
        variance_qty: -8,
        variance_rate: -0.21,
        variance_value: -370,
        absolute_value: 370,
        breach: ["qty", "percent"],
        move_count: 0,
        history: [0, -8],
        causes: [],
        cause_id: false,
        counter: "Counter One",
        counted_datetime: "2026-03-10 09:31:00",
        note: "",
        message: "",
        approver: "",
        is_first_approval: false,
        offset_line_id: false,
        photo_count: 0,
        decision: {kind: "approve", reason: ""},
        ...values,
    };
}

export function makeQueue(lines, values = {}) {
    const nothing = {count: 0, value: 0};
    return {
        lines,
        count: lines.length,
        totals: {
            net_value: -370,
            absolute_value: 1110,
            line_count: lines.length,
            session_count: 1,
            second_count: 0,
            small_count: 0,
        },
        tiles: {
            review: {count: lines.length, value: 1110},
            waiting: nothing,
            failed: nothing,
            posted: {count: 8, value: 90, hits: 7, hit_rate: 0.875},
        },
        posting: false,
        warehouses: [{id: 1, display_name: "Leeds Plant"}],
        causes: [
            {id: 1, name: "Wrong quantity picked", code: "PICK"},
            {id: 2, name: "Not known", code: "UNKNOWN"},
        ],
        counters: [{id: 5, name: "Counter Two"}],
        limit: null,
        small_limit: 50,
        two_person_limit: 0,
        currency_id: 1,
        can_approve: true,
        user_id: 2,
        now: "2026-03-10 12:00:00",
        ...values,
    };
}

export function makeDetail(line, values = {}) {
    return {
        ...line,
        entries: [],
        timeline: [
            {kind: "opening", datetime: "", text: "Last count", quantity: 46},
            {
                kind: "move",
                datetime: "2026-03-09 08:00:00",
                text: "WH/OUT/1",
                quantity: -8,
            },
            {
                kind: "scan",
                datetime: "2026-03-10 09:31:00",
                text: "Counted",
                quantity: 30,
            },
        ],
        proposal: {
            decision: "approve",
            title: "Approve",
            text: "stock becomes 30 pcs.",
        },
        photos: [],
        ...values,
    };
}

/** Mount the page; `answer(method, args)` may return an answer of the server. */
export async function mountQueue(
    queue,
    {details = {}, answer = () => null, params} = {}
) {
    mockService("action", {doAction: () => null});
    let last = queue;
    onRpc("inv.count.review", "get_variance_queue", ({args}) => {
        last = typeof queue === "function" ? queue(...args) : queue;
        return last;
    });
    onRpc("inv.count.review", "get_variance_detail", ({args: [id]}) => {
        const line = last.lines.find((one) => one.id === id);
        return makeDetail(line, details[id]);
    });
    for (const method of ["decide", "approve_small"]) {
        onRpc(
            "inv.count.decision",
            method,
            ({args}) =>
                answer(method, args) || {done: args[0].map(({id}) => id), refused: []}
        );
    }
    await mountWithCleanup(VarianceQueue, {
        props: {action: {context: {}, params}, actionId: 1},
        componentEnv: {config: getDefaultConfig()},
    });
}
