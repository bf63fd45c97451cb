import {PolicyBoard} from "@inv_optimisation/policy_board/policy_board";
import {expect} from "@odoo/hoot";
import {mockService, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {getDefaultConfig} from "@web/views/view";

export const DOMAIN = [["abc_class", "=", "A"]];

export function makeCell(abc, xyz, values = {}) {
    return {
        abc,
        xyz,
        item_count: 12,
        target: 0.95,
        expected: 0.96,
        expected_after: 0.955,
        stock_value: 1000,
        demand_value: 12000,
        turns: 12,
        policy_id: 3,
        policy_name: "A items",
        domain: DOMAIN,
        ...values,
    };
}

export function makeBoard(values = {}) {
    return {
        message: null,
        point_count: 25,
        plan_label: "Plan of 26 Nov 06:02",
        currency_id: 1,
        rows: [
            {code: "A", label: "80 % of usage value", item_count: 24},
            {code: "B", label: "next 15 %", item_count: 1},
        ],
        columns: [
            {code: "X", label: "steady", note: "error under 25 %"},
            {code: "Y", label: "variable", note: "25 to 50 %"},
        ],
        cells: [
            makeCell("A", "X"),
            makeCell("A", "Y", {expected: 0.9}),
            makeCell("B", "X", {expected: null, expected_after: null}),
            makeCell("B", "Y", {item_count: 0, expected: null, policy_id: false}),
        ],
        rules: [
            {
                id: 3,
                sequence: 10,
                name: "A items",
                condition: "Class A",
                service: "Cycle service 95 %",
                item_count: 24,
            },
        ],
        ...values,
    };
}

export function mountAction() {
    return mountWithCleanup(PolicyBoard, {
        componentEnv: {config: getDefaultConfig()},
        props: {action: {}, actionId: 1},
    });
}

export async function mountBoard(data) {
    onRpc("inv.stocking.policy", "get_board_data", () => data);
    mockService("action", {
        doAction(action) {
            expect.step(action.res_model ? [action.res_model, action.res_id] : action);
            if (action.domain) {
                expect.step(action.domain);
            }
        },
    });
    await mountAction();
}

export function makePolicy(values = {}) {
    return {
        id: 3,
        name: "A items",
        count_text: "24 items",
        method: "Group fill rate",
        condition: "Class A",
        may_edit: true,
        gap_text: "",
        fields: [
            {
                name: "service_target",
                label: "Service Target",
                text: "95",
                unit: "%",
                is_share: true,
                hint: "",
            },
        ],
        ...values,
    };
}
