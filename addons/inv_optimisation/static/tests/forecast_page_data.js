/** Data of the forecast page as the server prepares it. */

export function makeRow(id, values = {}) {
    return {
        kind: "category",
        id,
        name: `Category ${id}`,
        caption: "12 items",
        abc_xyz: "",
        recent: "€ 7,290",
        next: "€ 5,040",
        change: "−31 %",
        error: "32.2 %",
        bias: "−4.4 %",
        naive: "27.8 %",
        added: {verdict: "worse", text: "4.4 pt worse"},
        line: {points: "2,2 94,10", x: 94, y: 10, text: "Demand by week"},
        chips: [],
        ...values,
    };
}

export function makePage(values = {}) {
    return {
        rows: [
            makeRow(1, {
                chips: [
                    {id: 7, is_running: true, text: "+20 % to 8 Dec", title: "Leaflet"},
                ],
            }),
            makeRow(2, {added: {verdict: "better", text: "9.1 pt better"}}),
        ],
        count: 22,
        offset: 0,
        limit: 20,
        range: "1–20 of 22",
        summary: [
            {name: "error", label: "Forecast error", value: "32.2 %", note: "WAPE"},
            {
                name: "worse",
                label: "Worse than naive",
                value: "1",
                note: "of 3 items",
            },
        ],
        sites: [
            {id: 1, name: "Leeds"},
            {id: 2, name: "Lyon"},
        ],
        as_of: "demand to the day before 28 Nov",
        is_planned: true,
        may_plan: true,
        ...values,
    };
}

export function makeChart(values = {}) {
    return {
        labels: ["1 Nov", "8 Nov", "15 Nov", "22 Nov"],
        titles: ["Week from 1 Nov", "Week from 8 Nov", "Week 15", "Week 22"],
        past: 2,
        today: "Today",
        demand: [10, 12, null, null],
        marks: ["", "short", "", ""],
        forecast: [null, null, 11, 22],
        before: [null, null, null, 11],
        is_changed: [false, false, false, true],
        bands: ["95 %", "80 %", "50 %"].map((name, place) => ({
            name,
            low: [null, null, 1 + place, 2 + place],
            high: [null, null, 30 - place, 40 - place],
        })),
        texts: [["Demand 10"], ["Demand 12"], ["Forecast 11"], ["Forecast 22"]],
        axis: {
            max: 44,
            ticks: [
                {value: 0, label: "0"},
                {value: 20, label: "20"},
                {value: 40, label: "40"},
            ],
        },
        unit: "€ a week at cost",
        note: "The bands take the items as independent of each other.",
        description: "Demand and forecast of four weeks",
        ...values,
    };
}

export function makeDetail(id = 1, values = {}) {
    return {
        kind: "category",
        id,
        site_id: false,
        name: `Category ${id}`,
        caption: "12 items at all sites, at cost",
        abc_xyz: "",
        unit: "",
        item_count: 12,
        figures: [
            {label: "Last 12 weeks", value: "€ 7,290", note: "€ 31.6k in a year"},
            {label: "Against naive", value: "4.4 pt worse", note: "", verdict: "worse"},
        ],
        chart: makeChart(),
        overrides: [
            {
                state: "running",
                name: "In force",
                rows: [makeOverride(7, {state: "running", can_end: true})],
            },
            {
                state: "past",
                name: "Past",
                rows: [
                    makeOverride(5, {
                        verdict: {
                            code: "helped",
                            name: "Helped",
                            text: "Demand came +11 % against the forecast.",
                        },
                    }),
                ],
            },
        ],
        may_override: true,
        form: {
            today: "2026-11-28",
            kinds: [{id: "percent", name: "Change in %"}],
            reasons: [
                {id: "promotion", name: "Promotion"},
                {id: "lost_customer", name: "Lost customer"},
            ],
        },
        ...values,
    };
}

function makeOverride(id, values) {
    return {
        id,
        state: "past",
        change: "+20 %",
        days: "1 Nov to 8 Dec",
        scope: "",
        reason: "Promotion",
        note: "Leaflet",
        user: "Mitchell",
        verdict: false,
        can_end: false,
        ...values,
    };
}
