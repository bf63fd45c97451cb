import {expect} from "@odoo/hoot";
import {LaneMatrix} from "@inv_multisite/lane_matrix/lane_matrix";
import {NetworkStock} from "@inv_multisite/network_stock/network_stock";
import {mockService, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {getDefaultConfig} from "@web/views/view";

export function makeCell(source, target, values = {}) {
    return {
        key: `${source}-${target}`,
        source_id: source,
        target_id: target,
        target_name: `Site ${target}`,
        lane_id: 10 * source + target,
        title: `Site ${source} → Site ${target}`,
        state: "open",
        tint: 1,
        days_text: "2 days",
        source_text: "measured on 12 transfers",
        is_measured: true,
        cost_text: "0.12 €/unit + 78 € a shipment",
        limit_text: "full at 800 kg",
        closed_text: "",
        closed_reason: "",
        problem: "",
        label: `Site ${source} → Site ${target}. 2 days`,
        ...values,
    };
}

function makeMissing(source, target) {
    return makeCell(source, target, {
        state: "missing",
        lane_id: false,
        title: "New Lane",
        label: `No lane from Site ${source} to Site ${target}`,
    });
}

export function makeMatrix(values = {}) {
    const sites = [1, 2, 3].map((id) => ({
        id,
        name: `Site ${id}`,
        company: "",
        value_text: "1,200 € on hand",
        point_text: "40 items",
    }));
    const [one, two, three] = sites;
    return {
        can_edit: true,
        sites,
        rows: [
            {
                ...one,
                cells: [
                    makeCell(1, 1, {state: "self", lane_id: false}),
                    makeCell(1, 2),
                    makeMissing(1, 3),
                ],
            },
            {
                ...two,
                cells: [
                    makeCell(2, 1, {
                        state: "closed",
                        is_measured: false,
                        closed_text: "closed to Mar 31",
                    }),
                    makeCell(2, 2, {state: "self", lane_id: false}),
                    makeCell(2, 3, {problem: "No route yet"}),
                ],
            },
            {
                ...three,
                cells: [
                    makeMissing(3, 1),
                    makeMissing(3, 2),
                    makeCell(3, 3, {state: "self", lane_id: false}),
                ],
            },
        ],
        lane_count: 3,
        todo_count: 1,
        closed_count: 1,
        tints: ["1 day or less", "to 2 days", "over 2 days"],
        ...values,
    };
}

export function makeFigures(values = {}) {
    return {
        on_hand: 0,
        reserved: 0,
        free: 0,
        in_transit: 0,
        incoming: 0,
        outgoing: 0,
        position: 0,
        short: 0,
        excess: 0,
        ...values,
    };
}

export function makeProduct(values = {}) {
    const lyon = makeFigures({on_hand: 8, free: 8, position: 8, short: 27});
    const leeds = makeFigures({
        on_hand: 200.5,
        free: 190.5,
        reserved: 10,
        position: -3,
        excess: 100,
    });
    return {
        id: 42,
        name: "Pump",
        unit: "pcs",
        rows: [
            makeRow(1, "Leeds", leeds, {status_text: "Excess", tone: "info"}),
            makeRow(2, "Lyon", lyon, {cover_percent: 4, cover_text: "2 days"}),
        ],
        totals: [
            {
                name: "All sites",
                figures: makeFigures({on_hand: 208.5}),
                owned_text: "208.5 with what is in transit",
            },
        ],
        elsewhere_text: "Not stocked in Oslo.",
        help: [makeHelp()],
        help_text: "",
        ...values,
    };
}

function makeRow(id, name, figures, values) {
    return {
        id,
        name,
        company: "",
        point_id: id,
        is_stocked: true,
        status: "at_risk",
        status_text: "At risk",
        tone: "bad",
        figures,
        runs_out_text: "out Mar 12",
        level_text: "safety 15 · reorder 35",
        has_cover: true,
        cover_text: "40 days",
        cover_percent: 100,
        keep_percent: 52.5,
        keep_text: "keeps 21 days for itself",
        ...values,
    };
}

export function makeHelp() {
    return {
        site_id: 2,
        name: "Lyon",
        short_text: "27 pcs short",
        runs_out_text: "runs out Mar 12",
        helpers: [
            {
                source_id: 1,
                name: "Leeds",
                lane_id: 7,
                quantity_text: "27 pcs",
                surplus_text: "95 pcs above its own need",
                can_help: true,
                can_request: true,
                quantity: 27,
                arrival_text: "arrives Mar 9, 3 days before it runs out",
                tone: "good",
                obstacle_text: "",
            },
            {
                source_id: 3,
                name: "Rotterdam",
                lane_id: false,
                quantity_text: "10 pcs",
                surplus_text: "10 pcs above its own need",
                can_help: false,
                can_request: false,
                quantity: 10,
                arrival_text: "",
                tone: "plain",
                obstacle_text: "no lane between these sites",
            },
        ],
    };
}

export function makeItems(values = {}) {
    return {
        items: [
            {id: 42, name: "Pump", code: "P-1", tone: "bad", text: "1 of 2 short"},
            {id: 43, name: "Seal", code: "", tone: "good", text: "1 site"},
        ],
        offset: 0,
        count: 45,
        page_size: 40,
        ...values,
    };
}

function mockDoors() {
    mockService("action", {
        doAction(action) {
            expect.step(["open", action.res_model || action.tag || action]);
        },
    });
    mockService("dialog", {
        add(component, props) {
            expect.step(["dialog", props.resModel, props.resId, props.context || {}]);
        },
    });
}

const mount = (component, props = {}) =>
    mountWithCleanup(component, {
        componentEnv: {config: getDefaultConfig()},
        props: {action: {}, actionId: 1, ...props},
    });

export async function mountMatrix(values, answers = {}) {
    onRpc("inv.lane", "*", ({method}) => {
        if (method === "get_matrix") {
            return answers.get_matrix ? answers.get_matrix() : makeMatrix(values);
        }
        expect.step(method);
        return {tag: "display_notification"};
    });
    mockDoors();
    await mount(LaneMatrix);
}

export async function mountStock(answers = {}, props = {}) {
    onRpc("inv.network.page", "*", ({method, args}) => {
        expect.step([method, ...args]);
        const answer = answers[method];
        if (answer) {
            return answer(args);
        }
        return method === "get_items" ? makeItems() : makeProduct({id: args[0]});
    });
    mockDoors();
    await mount(NetworkStock, props);
}
