import {RequisitionQueue} from "@inv_optimisation/requisition_queue/requisition_queue";
import {expect} from "@odoo/hoot";
import {mockService, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {getDefaultConfig} from "@web/views/view";

export const TODAY = "2026-11-26";

export function makeCard(id, values = {}) {
    return {
        id,
        name: `REQ/2026/041${id}`,
        title: `Vendor ${id}`,
        supply_type: "buy",
        amount: 8563.6,
        currency_id: 1,
        amount_company: 8563.6,
        line_count: 2,
        at_risk_count: 1,
        edited_count: 0,
        site_count: 1,
        date_need: "2026-12-08",
        hours_left: 4.5,
        buyer: {id: 7, name: "I. Duarte"},
        budget: {
            name: "Q4",
            amount: 48000,
            used: 45600,
            used_before: 37000,
            share: 0.95,
            limit_share: 1,
        },
        can_approve: true,
        state: "to_approve",
        needs_second: false,
        ...values,
    };
}

export function makeLine(id, values = {}) {
    return {
        id,
        point_id: 100 + id,
        product_code: `SEA-${id}`,
        product_name: "Mechanical seal",
        product_id: id,
        abc_xyz: "AX",
        is_at_risk: true,
        edited_by: null,
        edit_reason: null,
        recommended_qty: 120,
        reason: "48 on hand last to 15 Dec.",
        site: "Rotterdam DC",
        quantity: 120,
        uom: "pcs",
        pack_qty: 10,
        pack_name: "Box of 12",
        price: 26.4,
        price_change: 0.032,
        subtotal: 3168,
        date_need: "2026-12-08",
        date_arrival: "2026-12-08",
        cover_before: 19,
        cover_after: 41,
        chart: {
            start: "2026-11-24",
            step_days: 1,
            today_index: 2,
            stock: [60, 54, 48],
            without: [48, 20, 0, 0],
            with_order: [48, 20, 120, 100],
            reorder_point: 70,
            safety_stock: 34,
        },
        alternatives: [
            makeVendor(1, {is_chosen: true}),
            makeVendor(2, {vendor: "Sealtech", message: "Arrives late."}),
        ],
        marginal: [{quantity: 12, amount: 317, days_gained: 3.5, benefit: 41}],
        ...values,
    };
}

function makeVendor(id, values = {}) {
    return {
        supplierinfo_id: id,
        vendor: "Kessler",
        price: 26.4,
        landed_price: 27.1,
        currency_id: 1,
        lead_median: 9,
        lead_p90: 14,
        on_time: 0.87,
        in_full: null,
        date_arrival: "2026-12-08",
        cost_year: 9000,
        is_chosen: false,
        is_blanket: false,
        message: null,
        ...values,
    };
}

export function makeDetail(id, values = {}) {
    return {
        id,
        name: `REQ/2026/041${id}`,
        title: `Vendor ${id}`,
        buyer: {id: 7, name: "I. Duarte"},
        sites: ["Rotterdam DC"],
        state: "to_approve",
        note: null,
        bars: [
            {
                kind: "minimum",
                label_value: "",
                value: 7000,
                target: 7500,
                unit: "money",
                currency_id: 1,
                is_reached: false,
                missing: 500,
            },
        ],
        advice: {
            kind: "minimum",
            lines: [
                {
                    point_id: 9,
                    product: "SEA-5070",
                    quantity: 12,
                    uom: "pcs",
                    packs: 1,
                    pack_name: "box",
                    amount: 458.4,
                    date_needed: "2026-12-21",
                },
            ],
            amount_after: 9022,
            target: 7500,
            saving: 180,
            cost: 3,
            extra_days: 7,
        },
        lines: [makeLine(id * 10 + 1), makeLine(id * 10 + 2, {edited_by: "I. Duarte"})],
        amount: 8563.6,
        currency_id: 1,
        refusal: null,
        ...values,
    };
}

export function makeQueue(cards, values = {}) {
    return {
        rights: {can_approve: true, can_edit: true},
        currency_id: 1,
        today: TODAY,
        total: {count: cards.length, amount: 71240},
        within_limit: {ids: cards.map(({id}) => id), count: cards.length, amount: 1},
        requisitions: cards,
        automatic: {since: "2026-11-20", line_count: 31, amount: 4870, domain: [["x"]]},
        delegations: [{name: "A. Brook", date_to: "2026-11-27"}],
        limit: {amount: 10000, currency_id: 1},
        next: {date: "2026-12-01", count: 4},
        ...values,
    };
}

/**
 * Serve a queue from memory. `answers` gives the answer of a decision by its name; every
 * decision is a step, and the cards that it names under `removes` leave the list.
 */
export function serveQueue({cards, queue = {}, details = {}, answers = {}} = {}) {
    const server = {cards: cards || [makeCard(1), makeCard(2), makeCard(3)]};
    onRpc("inv.requisition", "get_queue_data", () => makeQueue(server.cards, queue));
    onRpc("inv.requisition", "get_queue_detail", ({args}) =>
        makeDetail(args[0], details[args[0]])
    );
    onRpc("inv.requisition", "*", ({method, args}) => {
        if (!method.startsWith("decide_")) {
            return;
        }
        expect.step([method, ...args]);
        const {removes = [], ...answer} = answers[method] || {};
        server.cards = server.cards.filter(({id}) => !removes.includes(id));
        return {message: "Done.", undo: false, next: null, ...answer};
    });
    return server;
}

export async function mountQueue() {
    mockService("action", {
        doAction(action) {
            expect.step(action.res_model ? [action.res_model, action.res_id] : action);
        },
    });
    await mountWithCleanup(RequisitionQueue, {
        componentEnv: {config: getDefaultConfig()},
        props: {action: {}, actionId: 1},
    });
}
