import {expect} from "@odoo/hoot";
import {getDefaultConfig} from "@web/views/view";
import {CountProgramme} from "@inv_cycle_count/count_programme/count_programme";
import {mockService, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";

const WEEKS = ["2026-03-09", "2026-03-16"];

function makeCell(date, values = {}) {
    return {
        date,
        count: 12,
        minutes: 24,
        capacity_minutes: 40,
        level: 2,
        is_over: false,
        is_closed: false,
        is_today: false,
        is_past: false,
        ...values,
    };
}

export function makeProgramme(values = {}) {
    return {
        programmes: [{id: 1, name: "Leeds Plant"}],
        can_plan: true,
        programme: {id: 1, name: "Leeds Plant", warehouse_id: 1, currency_id: 1},
        without: [],
        today: "2026-03-10",
        tiles: {
            due: {
                count: 38,
                capacity: 40,
                done: 19,
                counters: [{name: "Tom", count: 14}],
            },
            overdue: {count: 7, days: 4, class_a: 3},
            counted: {count: 9214, total: 9860, place_percent: 94},
            accuracy: {
                has_data: true,
                percent: 96.8,
                lower_percent: 95.4,
                upper_percent: 97.8,
                counted: 842,
                target_percent: 97,
            },
            cost: {month: 1930, minutes: 1.6, found: 11420},
        },
        heat: {
            weeks: WEEKS.map((date) => ({date, is_month: false})),
            rows: [
                {
                    weekday: 0,
                    cells: [
                        makeCell("2026-03-09", {is_past: true}),
                        makeCell("2026-03-16", {is_closed: true, count: 0}),
                    ],
                },
                {
                    weekday: 3,
                    cells: [
                        makeCell("2026-03-12", {is_over: true, count: 45, level: 5}),
                        makeCell("2026-03-19"),
                    ],
                },
            ],
            over_count: 1,
            capacity: 40,
            counters: 2,
        },
        coverage: [
            {
                item_class: "C",
                name: "Class C",
                items: 3388,
                counts: 3388,
                done_percent: 14,
                planned_percent: 66,
                due_percent: 19,
                is_behind: true,
                verdict: "5 pts behind",
            },
        ],
        rules: [
            {
                id: 1,
                name: "Negative Stock",
                summary: "the same day",
                due_count: 2,
                is_active: true,
            },
            {
                id: 2,
                name: "Class A",
                summary: "every 21 days",
                due_count: 12,
                is_active: true,
            },
        ],
        left_out: {
            hot_places: 6,
            hot_limit: 40,
            excluded_places: 0,
            rule: 0,
            capacity: 3,
            late: 0,
            repeats: 0,
        },
        sessions: [
            {
                id: 421,
                name: "CC/2026/00421",
                zone: "Line Side 2",
                counter: "",
                reason: "Negative Stock 2",
                bins: 2,
                done: 0,
                percent: 0,
                to_approve: 0,
                state: "assign",
            },
        ],
        week_count: 12,
        zones: [
            {
                id: 5,
                name: "Aisle A",
                capacity: 20,
                capacity_percent: 87,
                days: [{date: "2026-03-12", count: 23, percent: 100, is_over: true}],
            },
        ],
        ...values,
    };
}

export const DAY = {
    date: "2026-03-12",
    cell: makeCell("2026-03-12", {is_over: true, count: 45}),
    zones: [
        {
            id: 5,
            name: "Aisle A",
            counts: [
                {
                    id: 77,
                    item: "Bearing 6204",
                    place: "A-03-2-B",
                    item_class: "A",
                    reason: "Class A",
                    latest: "2026-03-20",
                    is_overdue: false,
                    is_pinned: false,
                    is_late: false,
                    planned: "2026-03-12",
                    session: "",
                    can_move: true,
                },
            ],
        },
    ],
    shown_count: 1,
    has_more: false,
    repeat_count: 4,
    days: ["2026-03-12", "2026-03-19"],
    can_move: true,
};

/**
 * Show the programme; what changes it is a step, opened actions are steps as well.
 *
 * @param {Object} values of the page
 * @param {Object} [answers] of the server, or functions that throw
 */
export async function mountProgramme(values, answers = {}) {
    onRpc("inv.count.programme", "*", ({method, args}) => {
        if (method === "get_programme_data") {
            return makeProgramme(values);
        }
        if (method === "get_day_data") {
            return DAY;
        }
        expect.step([method, ...args]);
        const answer = answers[method];
        return typeof answer === "function" ? answer() : answer || {message: ""};
    });
    mockNavigation();
    await mountWithCleanup(CountProgramme, {
        componentEnv: {config: getDefaultConfig()},
        props: {action: {}, actionId: 1},
    });
}

export function mockNavigation() {
    mockService("action", {
        doAction(action) {
            expect.step(["open", action.res_model || action.xml_id || action]);
            expect.step((action.domain || []).map(([field]) => field));
        },
        loadAction: (xmlId) => ({xml_id: xmlId}),
    });
}
