import {expect} from "@odoo/hoot";
import {TransferBoard} from "@inv_multisite/transfer_board/transfer_board";
import {mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {getDefaultConfig} from "@web/views/view";

export function makeLane(id, values = {}) {
    return {
        id,
        name: "Rotterdam → Lyon",
        source_id: 1,
        target_id: 2,
        moves: 2,
        gain: 2840,
        bubble: 1,
        load: 412,
        room: 1000,
        fill: 0.412,
        vehicles: 1,
        load_unit: "kg",
        days: 2.5,
        is_open: true,
        closed_until: "",
        has_route: true,
        maximum_moves: 0,
        ...values,
    };
}

export function makeLine(id, values = {}) {
    return {
        id,
        product: `Pump ${id}`,
        uom: "pcs",
        abc_xyz: "AX",
        lane_id: 7,
        source: "Rotterdam",
        target: "Lyon",
        state: "new",
        state_name: "To Decide",
        qty: 48,
        cover_before: 96,
        cover_after: 55,
        days_gained: 41,
        stock_out: "2026-03-14",
        is_urgent: true,
        arrival: "2026-03-12",
        net_gain: 1176,
        blocked_reason: "",
        blocked_text: "",
        error: "",
        reference: "",
        ...values,
    };
}

function makeWay(total, bars) {
    return {lost_margin: total, holding: 0, freight: 0, handling: 0, total, bars};
}

export function makeBoard(values = {}) {
    return {
        currency_id: 1,
        can_decide: true,
        can_configure: true,
        run: {id: 1, name: "TR/1", state: "done", progress: 100, message: "", gap: 0},
        parameters: {horizon_days: 60, least_gain: 25, keep_days: 18},
        sites: [
            {id: 1, name: "Rotterdam", excess: 61000},
            {id: 2, name: "Lyon", excess: 14000},
        ],
        lanes: [
            makeLane(7),
            makeLane(8, {
                name: "Lyon → Rotterdam",
                source_id: 2,
                target_id: 1,
                moves: 0,
                gain: 0,
                bubble: 0,
                load: 0,
                is_open: false,
                closed_until: "2026-03-31",
            }),
        ],
        comparison: {
            nothing: makeWay(10820, [{code: "lost_margin", amount: 10820, width: 1}]),
            buy: makeWay(5260, [{code: "lost_margin", amount: 5260, width: 0.5}]),
            transfer: makeWay(4870, [{code: "lost_margin", amount: 4870, width: 0.45}]),
            unbuyable: 0,
            text: "Transfer saves 5,950 against doing nothing.",
        },
        lines: [
            makeLine(1),
            makeLine(2, {
                product: "Glue",
                state: "blocked",
                qty: 0,
                net_gain: 0,
                blocked_reason: "expiry",
                blocked_text: "Lot expires 2 Apr, Lyon needs 60 days",
            }),
        ],
        count: 2,
        new_count: 1,
        net_gain: 1176,
        offset: 0,
        page_size: 80,
        nearest: null,
        ...values,
    };
}

export function makeDetail(id) {
    const rows = [
        {
            code: "shortage",
            label: "Lost margin avoided",
            amount: 1310,
            left: 0,
            width: 1,
        },
        {code: "risk", label: "Risk left", amount: -134, left: 0.9, width: 0.1},
        {code: "total", label: "Net gain", amount: 1176, left: 0, width: 0.9},
    ];
    return {
        id,
        title: "Why 48",
        reason: "Cut from 120 to 48.",
        gap: "Gap to the best plan: 0.0 %.",
        waterfall: rows.map((row) => ({text: "", ...row})),
        alternatives: null,
        qty: 48,
        uom: "pcs",
        recommended: 48,
    };
}

/** Mount the board; every call is a step. */
export async function mountBoard(board = makeBoard(), answers = {}) {
    onRpc("inv.transfer.board", "get_board", ({args}) => {
        expect.step(["get_board", args[0].lane_id]);
        return board;
    });
    onRpc("inv.transfer.board.line", "get_detail", ({args}) => makeDetail(args[0]));
    for (const [method, answer] of Object.entries(answers)) {
        onRpc(method, ({args}) => {
            expect.step([method, ...args]);
            return answer;
        });
    }
    return mountWithCleanup(TransferBoard, {
        props: {action: {params: {}}, actionId: 1, className: ""},
        componentEnv: {config: getDefaultConfig()},
    });
}
