import {expect} from "@odoo/hoot";
import {MassBalance} from "@inv_recall/recall_board/mass_balance/mass_balance";
import {MockRecall} from "@inv_recall/mock_recall/mock_recall";
import {RecallBoard} from "@inv_recall/recall_board/recall_board";
import {RecallClock} from "@inv_recall/mock_recall/recall_clock/recall_clock";
import {ScopeTree} from "@inv_recall/recall_board/scope_tree/scope_tree";
import {mockService, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";

import {VENDOR} from "./recall_nodes_data";

export const BALANCE = {
    bars: [
        {
            key: "seed-1",
            title: "Mechanical seal VD-5482",
            short: "Trigger (pcs)",
            detail: "412 pcs came in",
            total: "412",
            segments: [
                {
                    key: "qty_on_hand",
                    share: 60,
                    text: "247",
                    title: "On Hand: 247 pcs",
                },
                {
                    key: "qty_unexplained",
                    share: 1,
                    text: "",
                    title: "Unexplained: 4 pcs",
                },
            ],
            line_ids: [1],
        },
        {
            key: "made-1",
            title: "Made of it",
            short: "Made (pcs)",
            detail: "80 pcs came in",
            total: "80",
            segments: [],
            line_ids: [11, 12],
        },
    ],
    rows: [
        {
            key: "qty_on_hand",
            label: "On Hand",
            cells: [
                {text: "247", share: "60.0 %", nought: false},
                {text: "0", share: "0.0 %", nought: true},
            ],
        },
        {
            key: "qty_unexplained",
            label: "Unexplained",
            cells: [
                {text: "4", share: "1.0 %", nought: false},
                {text: "0", share: "0.0 %", nought: true},
            ],
        },
    ],
    warning: "4 to explain",
};

const CLOCK = {
    seconds: 3605,
    running: true,
    started: true,
    limit: 14400,
    half: 7200,
    hours: "4",
    half_hours: "2",
};

export function makeClock(values = {}) {
    return {...CLOCK, ...values};
}

export const MOCK_PAGE = {
    kind: "mock",
    clock: makeClock(),
    steps: [
        {
            key: "trigger",
            label: "Trigger",
            text: "Glass",
            took: "0:04:10",
            running: false,
            done: true,
            due: "0:05",
            late: false,
        },
        {
            key: "scope",
            label: "Scope",
            text: "",
            took: "",
            running: true,
            done: false,
            due: "0:15",
            late: true,
        },
        {
            key: "balance",
            label: "Balance",
            text: "",
            took: "",
            running: false,
            done: false,
            due: "0:30",
            late: false,
        },
    ],
    effectiveness: [
        {
            key: "traced",
            label: "Quantity Traced",
            rate: 120,
            rate_text: "120.0 %",
            target: 99,
            target_text: "99 %",
            reached: true,
            detail: "412 of 412 pcs",
        },
        {
            key: "balanced",
            label: "Balance Closed",
            rate: 40,
            rate_text: "40.0 %",
            target: 100,
            target_text: "100 %",
            reached: false,
            detail: "4 pcs to explain",
        },
    ],
    history: [
        {
            id: 3,
            label: "Mar 26",
            time: "1:00",
            height: 25,
            rate: "98.0 %",
            running: true,
            here: true,
            limit: 100,
            half: 50,
        },
    ],
    kept: [{icon: "fa-sitemap", label: "Lots: 12", time: ""}],
    customers: {rows: [], more: 0, text: ""},
    next_test: "Next test is due by 09/01/2026.",
    address: "",
};

/** The answer of ``get_board``. */
export function makePage(values = {}) {
    return {
        id: 42,
        kind: "real",
        state: "scope",
        is_open: true,
        may_decide: true,
        is_stale: false,
        head: {
            name: "RC-0007",
            title: "Face may crack",
            opened: "Opened Mon 2 Mar 09:12 by Ada",
            traced: "traced 1,204 moves in 0.3 s at Mon 2 Mar 09:13",
            witness: "",
            scope: "trigger lots: 1 · made lots: 2 · customers: 1",
        },
        toggles: [
            {
                field: "include_siblings",
                label: "Co-Produced",
                help: "Lots made with the same lots of components.",
                on: false,
                text: "60",
                detail: "2 lots",
            },
        ],
        nodes: [VENDOR],
        balance: BALANCE,
        issues: [],
        cards: [],
        ...values,
    };
}

/** Log what a component asks its page to do. */
const act = (method, args) => expect.step([method, args]);

/** Mount the tree; ``answers`` are the children by "line/offset". */
export function mountTree(page = {}, answers = {}) {
    const api = {
        async children(recallId, lineId, offset = 0) {
            expect.step(["children", recallId, lineId, offset]);
            return answers[`${lineId}/${offset}`] || [];
        },
        async components(recallId) {
            expect.step(["components", recallId]);
            return answers.components || [];
        },
    };
    const toggle = (one) => expect.step(["toggle", one.field]);
    return mountWithCleanup(ScopeTree, {
        props: {recallId: 42, page: makePage(page), api, version: 1, toggle, act},
    });
}

export function mountBalance(values = {}) {
    return mountWithCleanup(MassBalance, {
        props: {balance: {...BALANCE, ...values}, act},
    });
}

export function mountMock(values = {}) {
    return mountWithCleanup(MockRecall, {
        props: {page: makePage({...MOCK_PAGE, ...values}), busy: false, act},
    });
}

export function mountClock(values = {}) {
    return mountWithCleanup(RecallClock, {
        props: {clock: makeClock(values), busy: false, act},
    });
}

/** Mount the page of a case; ``pages`` are the answers of the server in their order. */
export async function mountBoard(pages, state = "scope") {
    const answers = [...pages];
    onRpc("inv.recall", "get_board", ({args}) => {
        expect.step(["get_board", ...args]);
        return answers.length > 1 ? answers.shift() : answers[0];
    });
    mockService("action", {
        doAction(action, options) {
            expect.step(["doAction", action.res_model]);
            return options.onClose?.();
        },
    });
    const record = {resId: 42, data: {state}, load: () => Promise.resolve()};
    return mountWithCleanup(RecallBoard, {props: {record, readonly: false}});
}
