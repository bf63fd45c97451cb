import {expect} from "@odoo/hoot";
import {HubAllocation} from "@inv_multisite/hub_allocation/hub_allocation";
import {mockService, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {getDefaultConfig} from "@web/views/view";

const fair = (worst) => ({
    worst_width: worst,
    worst_text: `${worst * 100} %`,
    spread_text: "4 %",
    fill_text: "88 %",
    jain_text: "0.98",
});

export function makePlan(values = {}) {
    return {
        id: 5,
        hub_id: 1,
        hub: "Leeds",
        state: "draft",
        is_open: true,
        method: "equal_risk",
        methods: [
            {code: "equal_risk", label: "Equal risk"},
            {code: "proportional", label: "Proportional"},
        ],
        open_count: 2,
        accepted_count: 0,
        date_text: "Mar 9",
        is_stale: false,
        ...values,
    };
}

export function makePage(values = {}) {
    return {
        can_decide: true,
        can_configure: false,
        hubs: [{id: 1, name: "Leeds"}],
        plan: makePlan(),
        run: {id: 1, name: "DR/1", state: "done", progress: 100, message: ""},
        status: "short",
        tabs: [
            {code: "short", label: "Short", count: 2},
            {code: "surplus", label: "Surplus", count: 0},
            {code: "enough", label: "Enough", count: 1},
        ],
        items: [
            {
                id: 42,
                name: "Pump",
                code: "P-1",
                ask_width: 1,
                supply_width: 0.5,
                text: "asked 110, has 60",
                is_decided: false,
            },
            {
                id: 43,
                name: "Seal",
                code: "",
                ask_width: 1,
                supply_width: 0.2,
                text: "asked 10, has 2",
                is_decided: true,
            },
        ],
        count: 2,
        offset: 0,
        page_size: 40,
        ...values,
    };
}

function makeRow(id, branch, quantity, values = {}) {
    const share = {qty_text: `${quantity}`, width: 0.5, risk_text: "10 %"};
    return {
        id,
        branch,
        class: "AX",
        priority: 10,
        point_id: 70 + id,
        position_text: "10",
        level_text: "100",
        asked_text: "55",
        push_text: "0",
        shares: {equal_risk: share, proportional: {...share, qty_text: "33"}},
        final: share,
        qty: quantity,
        state: "open",
        is_edited: false,
        message: "",
        reason: "Leeds has 60 for 110 asked.",
        suggestion_id: false,
        shipment: "",
        ...values,
    };
}

export function makeDetail(values = {}) {
    const method = (code, label, worst, is_chosen) => ({
        code,
        label,
        text: "The same for all.",
        is_chosen,
        fairness: fair(worst),
    });
    return {
        id: 42,
        product_id: 9,
        name: "Pump",
        unit: "pcs",
        status: "short",
        text: "Branches ask for 110: 50 are missing.",
        left_text: "0 pcs stay at Leeds to give.",
        method: "equal_risk",
        methods: [
            method("equal_risk", "Equal risk", 0.1, true),
            method("proportional", "Proportional", 0.3, false),
        ],
        rows: [makeRow(1, "Lyon", 20), makeRow(2, "Rotterdam", 40)],
        final: fair(0.1),
        can_edit: true,
        can_share: true,
        can_accept: true,
        ...values,
    };
}

export {makeRow};

/** Mount the page; ``answers`` by method are values or functions of the arguments. */
export async function mountHub(answers = {}) {
    const defaults = {get_page: makePage(), get_detail: makeDetail()};
    const answer = ({method, args}) => {
        expect.step([method, ...args]);
        const found = answers[method] ?? defaults[method] ?? true;
        return typeof found === "function" ? found(args) : found;
    };
    for (const model of ["page", "detail", "plan", "item", "line", "run"]) {
        onRpc(`inv.deployment.${model}`, "*", answer);
    }
    mockService("action", {
        doAction(action) {
            expect.step(["open", action.res_model || action]);
        },
    });
    await mountWithCleanup(HubAllocation, {
        componentEnv: {config: getDefaultConfig()},
        props: {action: {}, actionId: 1},
    });
}
