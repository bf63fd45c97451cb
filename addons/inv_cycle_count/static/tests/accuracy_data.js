import {expect} from "@odoo/hoot";
import {getDefaultConfig} from "@web/views/view";
import {RecordAccuracy} from "@inv_cycle_count/record_accuracy/record_accuracy";
import {mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {mockNavigation} from "./programme_data";

const AXIS = {
    first: 90,
    target: 70,
    ticks: [
        {percent: 90, left: 0},
        {percent: 100, left: 100},
    ],
};

export function makeFigure(values = {}) {
    return {
        has_data: true,
        is_weighted: false,
        counted: 842,
        right: 815,
        percent: 96.8,
        lower_percent: 95.4,
        upper_percent: 97.8,
        percent_left: 68,
        lower_percent_left: 54,
        upper_percent_left: 78,
        ...values,
    };
}

export function makeAccuracy(values = {}) {
    const row = {key: 1, name: "Leeds Plant", is_all: false, ...makeFigure()};
    return {
        filters: {kind: "sample", days: 90, warehouse_id: false},
        warehouses: [
            {id: 1, name: "Leeds Plant"},
            {id: 2, name: "Lyon DC"},
        ],
        computed_at: "2026-03-10 08:00:00",
        target_percent: 97,
        currency_id: 1,
        can_plan: true,
        headline: {
            ...makeFigure(),
            verdict: "unknown",
            verdict_text: "Target 97 % inside the interval",
        },
        axis: AXIS,
        sites: [{...row, key: "all", name: "All sites", is_all: true}, row],
        cuts: {
            classes: {axis: AXIS, rows: [{...row, key: "A", name: "A"}]},
            zones: {axis: AXIS, rows: [{...row, key: 5, name: "Aisle A"}]},
            counters: {axis: AXIS, rows: []},
        },
        trend: {
            months: ["2026-02-01", "2026-03-01"].map((month) => ({
                month,
                ...makeFigure(),
            })),
            axis: AXIS,
            counted: 1684,
            is_shown: true,
            least: 30,
        },
        values: {
            counted: 2000,
            right: 1836,
            hit_percent: 91.8,
            net: -4980,
            net_percent: -0.12,
            absolute: 25300,
            absolute_percent: 0.61,
            book: 4150000,
        },
        causes: {
            total: 300,
            advice: "Put away in the wrong bin. Ending it takes away up to 96 of 300.",
            rows: [
                {
                    id: 3,
                    name: "Wrong bin",
                    count: 96,
                    percent: 100,
                    running_percent: 32,
                },
                {
                    id: false,
                    name: "Not known",
                    count: 18,
                    percent: 19,
                    running_percent: 100,
                    is_unknown: true,
                },
            ],
        },
        planner: makePlan(),
        ...values,
    };
}

export function makePlan(values = {}) {
    return {
        accuracy: 0.968,
        accuracy_percent: 96.8,
        margin: 0.01,
        margin_percent: 1,
        confidence: 0.95,
        weeks: 6,
        records: 9860,
        needed: 1062,
        done: 842,
        missing: 220,
        per_day: 8,
        minutes: 13,
        can_add: true,
        text: "Count 220 more lines to show 96.8 % ± 1 points.",
        curve: [
            {margin_percent: 0.5, count: 3200, left: 0, height: 100, is_chosen: false},
            {margin_percent: 1, count: 1062, left: 14, height: 33, is_chosen: true},
        ],
        ...values,
    };
}

export async function mountAccuracy(values, answers = {}) {
    onRpc("inv.count.accuracy", "*", ({method, args}) => {
        if (method !== "get_record_accuracy" || args[0].kind !== "sample") {
            expect.step([method, ...args]);
        }
        if (method === "get_record_accuracy") {
            return makeAccuracy(values);
        }
        const answer = answers[method];
        return typeof answer === "function" ? answer(args) : answer;
    });
    mockNavigation();
    await mountWithCleanup(RecordAccuracy, {
        componentEnv: {config: getDefaultConfig()},
        props: {action: {}, actionId: 1},
    });
}
