import {expect} from "@odoo/hoot";
import {MissingParts} from "@inv_production/missing_parts/missing_parts";
import {ReadinessBoard} from "@inv_production/readiness_board/readiness_board";
import {mockService, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {getDefaultConfig} from "@web/views/view";

export const TODAY = "2026-03-10";
const MODEL = "inv.readiness.board";

export function makeSupply(values = {}) {
    return {
        kind: "purchase",
        label: "PO04720",
        model: "purchase.order",
        record_id: 4720,
        vendor: "Elektra",
        quantity: 40,
        date: "2026-03-11",
        late_days: 0,
        is_firm: true,
        ...values,
    };
}

export function makePart(values = {}) {
    return {
        product_id: 31,
        warehouse_id: 1,
        name: "Ball bearing 6204",
        missing: 9,
        uom: "pcs",
        supply: null,
        ...values,
    };
}

export function makeCard(id, values = {}) {
    return {
        id,
        name: `LEE/MO/09${id}`,
        rank: id,
        previous_id: id - 1 || null,
        next_id: id + 1,
        is_starred: false,
        date_start: "2026-03-12 07:00:00",
        product: "Circulator pump 450 W",
        quantity: 50,
        uom: "pcs",
        customer: "SO1182 Nordbau",
        due: "2026-03-13",
        share: 1,
        first_operation: "ready",
        state: "ready",
        date_ready: null,
        change: null,
        part: null,
        more_parts: 0,
        hint: null,
        note: null,
        buildable: 50,
        actions: ["release"],
        release: null,
        ...values,
    };
}

export function makeShort(id, values = {}) {
    return makeCard(id, {
        state: "short",
        share: 0.745,
        part: makePart(),
        buildable: 37,
        actions: ["release_partial", "buy", "override"],
        ...values,
    });
}

/** A board from cards; columns and counts follow. */
export function makeBoard(cards, values = {}) {
    const columns = ["ready", "by_date", "short", "released"].map((key) => {
        const own = cards.filter(({state}) => state === key);
        return {key, count: own.length, value: 31400, cards: own, rows: [], rest: 0};
    });
    return {
        rights: {
            can_release: true,
            can_override: true,
            can_rank: true,
            can_supply: true,
        },
        currency_id: 1,
        today: TODAY,
        computed_at: "2026-03-10 09:41:00",
        seconds: 0.3,
        warehouse_id: false,
        warehouses: [
            {id: 1, name: "Leeds plant"},
            {id: 2, name: "Rotterdam DC"},
        ],
        until: false,
        policy: "block",
        order_count: cards.length,
        ready_ids: cards.filter(({state}) => state === "ready").map(({id}) => id),
        columns,
        notice: null,
        effect: null,
        worst_parts: [
            {
                product_id: 31,
                warehouse_id: 1,
                name: "Ball bearing 6204",
                value: 17600,
                order_count: 3,
            },
        ],
        part_count: 9,
        ...values,
    };
}

/**
 * Serve a board; decisions are steps and get `answers[method]`.
 *
 * @param {Object} options `board` may be a function of the arguments of the call
 */
export function serveBoard({board, answers = {}}) {
    const server = {board};
    onRpc(MODEL, "*", ({method, args, kwargs}) => {
        if (method === "get_board") {
            return typeof server.board === "function"
                ? server.board(kwargs)
                : server.board;
        }
        expect.step([method, ...args]);
        return answers[method] || {message: "", refused: []};
    });
    return server;
}

/** Ways to other screens are steps, with the filters they take along. */
function mockNavigation() {
    mockService("action", {
        doAction(action, options) {
            const target = action.res_model || action;
            const filters = options?.additionalContext?.inv_filters;
            expect.step(filters ? [target, filters] : target);
        },
    });
}

export async function mountBoard() {
    mockNavigation();
    await mountWithCleanup(ReadinessBoard, {
        componentEnv: {config: getDefaultConfig()},
        props: {action: {}, actionId: 1},
    });
}

export function makeMissing(values = {}) {
    return {
        product_id: 31,
        warehouse_id: 1,
        warehouse: "Leeds plant",
        name: "Ball bearing 6204-2RS",
        code: "BRG-6204",
        class: "AX",
        short: 113,
        on_hand: 31,
        uom: "pcs",
        first_need: "2026-03-12",
        order_count: 3,
        value: 17600,
        supply: makeSupply({label: "PO04733", vendor: "SKV", late_days: 8}),
        state: "late",
        late_days: 8,
        primary: "expedite",
        order_id: 18,
        chart: {need: [0, 40, 120, 144], supply: [31, 31, 31, 175]},
        ...values,
    };
}

export function makeParts(parts) {
    const board = makeBoard([]);
    return {
        ...board,
        start: TODAY,
        days: 4,
        parts,
        tiles: {
            short_count: parts.length,
            needed_count: 214,
            orders_not_ready: 15,
            order_count: 23,
            at_risk_count: 3,
            blocked_value: 83170,
            without_supply: ["Motor stator 450 W"],
            next_receipt: {
                date: "2026-03-11",
                label: "PO04720",
                order_names: ["LEE/MO/0913"],
            },
        },
    };
}

export const PART_DETAIL = {
    orders: [
        {
            id: 18,
            name: "LEE/MO/0918",
            product: "Circulator 250 W",
            customer: "SO1189 Haldane",
            date_start: "2026-03-12 07:00:00",
            needs: 40,
            gets: 31,
            short: 9,
            buildable: 31,
            quantity: 40,
            uom: "pcs",
        },
    ],
    fixes: [
        {
            key: "expedite",
            icon: "expedite",
            title: "Expedite PO04733",
            detail: "144 pcs",
            cost: null,
            date: "2026-03-24",
            button: "Expedite",
            product_id: 31,
            warehouse_id: 1,
            order_id: null,
            is_primary: true,
        },
    ],
};

/**
 * Show missing parts; decisions are steps and get `answers[method]`.
 *
 * @param {Object[]|Function} parts rows, or what gives them for the filters
 * @param {Object} [answers]
 * @param {Object} [options] `values` of the page and `context` of the action
 */
export async function mountParts(parts, answers = {}, {values, context} = {}) {
    onRpc(MODEL, "*", ({method, args, kwargs}) => {
        if (method === "get_missing_parts") {
            const rows = typeof parts === "function" ? parts(kwargs.filters) : parts;
            return {...makeParts(rows), ...values};
        }
        if (method === "get_missing_part") {
            return PART_DETAIL;
        }
        expect.step([method, ...args]);
        return answers[method] || {message: "", refused: []};
    });
    mockNavigation();
    await mountWithCleanup(MissingParts, {
        componentEnv: {config: getDefaultConfig()},
        props: {action: {context}, actionId: 1},
    });
}
