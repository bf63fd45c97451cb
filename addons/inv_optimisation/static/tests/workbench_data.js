import {Component, useState, xml} from "@odoo/owl";
import {expect} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {DecisionBar} from "@inv_optimisation/workbench/decision_bar/decision_bar";
import {WorkbenchFoot} from "@inv_optimisation/workbench/workbench_foot/workbench_foot";
import {WorkbenchStore} from "@inv_optimisation/workbench/workbench_store";
import {
    makeMockEnv,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {useService} from "@web/core/utils/hooks";

export const CARDS = [
    ["stocked_out", "Stocked out"],
    ["at_risk", "At risk"],
    ["below_reorder_point", "Below reorder point"],
].map(([kind, label], index) => ({
    kind,
    label,
    count: String(index),
    is_empty: !index,
    value: `$ ${index} missing`,
    trend: index ? {tone: "worse", text: "2 in 7 days"} : null,
    benchmark: index ? "5 on 29 Oct" : "",
    line: index
        ? [
              [0, 0],
              [1, 1],
          ]
        : [],
}));

export function makeHeader(values = {}) {
    return {
        cards: CARDS,
        plan: {
            text: "Plan of today 06:02",
            warning: null,
            progress: null,
            is_first: false,
        },
        may_decide: true,
        safe_count: 2,
        ahead: [],
        today: "Decided today: 3 by Ann.",
        quiet_count: 0,
        automatic: {line_count: 0},
        ...values,
    };
}

export function makeRow(id, suggestion = {}) {
    return {
        id,
        suggestion: {
            kind: "order",
            text: "Order 48 pcs",
            detail: "4 × 12",
            reason: `Order 48: item ${id} runs out.`,
            quantity: 48,
            unit: "pcs",
            multiple: 12,
            can_approve: true,
            button: "Approve",
            changed_by: "Ann, 3 Nov",
            ...suggestion,
        },
    };
}

/** Rows of the list with the store behind them, and the foot. */
export class Bench extends Component {
    static template = xml`
        <div>
            <div t-foreach="store.rows" t-as="row" t-key="row.id" t-att-data-row="row.id">
                <DecisionBar
                    store="store"
                    row="row"
                    isFocused="store.focusId === row.id"
                />
            </div>
            <WorkbenchFoot
                store="store"
                keys="{isOn: true}"
                toggleKeys="() => {}"
                openKeys="() => {}"
            />
        </div>`;
    static components = {DecisionBar, WorkbenchFoot};
    static props = {rows: Array, connect: Function};

    setup() {
        this.data = useState({rows: this.props.rows});
        this.store = useState(
            new WorkbenchStore(useService("orm"), useService("action"))
        );
        this.store.connect({
            rows: () => this.data.rows,
            reload: async () => {
                expect.step("reload");
                this.data.rows = this.data.rows.filter(({id}) => !this.gone.has(id));
            },
        });
        this.gone = new Set();
        this.props.connect(this);
    }
}

/** Mount rows 1 and 2; `decide` answers every call but the header. */
export async function mountBench(decide, {rows, header} = {}) {
    onRpc("inv.workbench", "*", ({method, args}) => {
        if (method === "get_header") {
            return makeHeader(header);
        }
        expect.step([method, ...args]);
        return decide(method, args);
    });
    mockService("action", {
        doAction(action) {
            expect.step(action.res_model || action);
        },
    });
    await makeMockEnv();
    let bench = null;
    await mountWithCleanup(Bench, {
        props: {
            rows: rows || [makeRow(1), makeRow(2)],
            connect: (component) => {
                bench = component;
            },
        },
    });
    await bench.store.load();
    bench.store.focus(1);
    await animationFrame();
    return bench;
}
