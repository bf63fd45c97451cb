import {expect, test} from "@odoo/hoot";
import {waitFor} from "@odoo/hoot-dom";
import {
    barWidth,
    describeBar,
    limitTone,
} from "@inv_optimisation/requisition_queue/measure_bar/measure_text";
import {
    outlookLayout,
    runOutDay,
} from "@inv_optimisation/requisition_queue/stock_outlook/outlook_layout";
import {
    changeText,
    daysText,
    formatDay,
    formatSince,
    timeLeftText,
} from "@inv_optimisation/requisition_queue/requisition_queue_text";
import {adviceSentence} from "@inv_optimisation/requisition_queue/fill_up_advice/advice_text";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, makeMockEnv} from "@web/../tests/web_test_helpers";
import {
    makeDetail,
    makeLine,
    mountQueue,
    serveQueue,
    TODAY,
} from "./requisition_queue_data";

defineMailModels();

test("time left is in hours below a day, and late is said", async () => {
    await makeMockEnv();
    expect(timeLeftText(23.9)).toBe("23 h left");
    expect(timeLeftText(47)).toBe("1 d left");
    expect(timeLeftText(-3.5)).toBe("3 h late");
    expect(timeLeftText(-50)).toBe("2 d late");
    expect(timeLeftText(null)).toBe("");
    expect([0.96, 1.02, 3.46, 41.4].map(daysText)).toEqual([
        "1 day",
        "1 day",
        "3.5 days",
        "41 days",
    ]);
});

test("dates carry their year only when it is another one", async () => {
    await makeMockEnv();
    expect(formatDay("2026-12-08", TODAY)).toBe("Dec 8");
    expect(formatDay("2027-01-04", TODAY)).toBe("Jan 4, 2027");
    expect(formatDay(null, TODAY)).toBe("–");
    expect(formatSince("2026-11-20", TODAY)).toBe("Friday");
    expect(formatSince("2026-11-12", TODAY)).toBe("Nov 12");
    expect(changeText(-0.012)).toBe("−1.2 %");
});

test("a budget warns near its limit and beyond it", () => {
    expect([0.61, 0.9, 1, 1.03].map((share) => limitTone(share))).toEqual([
        "free",
        "near",
        "near",
        "over",
    ]);
    expect(barWidth(1, 1.1)).toBe(90.9);
    expect(barWidth(1.4)).toBe(100);
});

test("bars say what is missing in words", async () => {
    await makeMockEnv();
    const bar = {label_value: "", unit: "money", currency_id: false, value: 8563.6};
    const goal = {...bar, kind: "break", target: 9000, missing: 436.4};
    expect(describeBar(goal)).toEqual({
        label: "Next price break 9,000",
        note: "436.40 to go",
        tone: "goal",
        width: 95.2,
        description: "Next price break 9,000: 436.40 to go, 95 %",
    });
    const load = {
        kind: "load",
        label_value: "Pallet",
        unit: "kg",
        value: 412,
        target: 600,
    };
    expect(describeBar(load).label).toBe("Pallet 600 kg");
    expect(describeBar(load).note).toBe("412 kg");
    const budget = {...bar, kind: "budget", label_value: "Q4", target: 9000};
    expect(describeBar(budget, true).label).toBe("Budget Q4");
    expect(describeBar(budget, true).note).toBe("95 % used");
});

test("receipts lift the chart straight up and stock-outs are found", () => {
    const {chart} = makeLine(1);
    const layout = outlookLayout(chart, 100, 50);
    expect(layout.todayX).toBe(40.5);
    expect(layout.withOrder).toMatch(/^M40\.0 .*H80\.0V/);
    expect(layout.without).not.toMatch(/H/);
    expect(layout.safetyY + layout.safetyHeight).toBe(layout.zeroY);
    expect(runOutDay(chart.without)).toBe(2);
    expect(runOutDay(chart.with_order)).toBe(null);
});

test("advice names three items and counts the rest", async () => {
    await makeMockEnv();
    const {advice} = makeDetail(1);
    const lines = ["A", "B", "C", "D"].map((product) => ({
        ...advice.lines[0],
        product,
    }));
    const scope = {currencyId: false, today: TODAY, targetText: "7,500"};
    const text = String(adviceSentence({...advice, kind: "break", lines}, scope));
    expect(text).toBe(
        "<b>Add 12 × A, 12 × B, and 2 more</b> (needed from Dec 21 on anyway) to reach 9,022 and the next price break: <b>saves 180</b>, 7 days of extra stock."
    );
});

test("an open line shows facts, vendors and what a pack more brings", async () => {
    serveQueue();
    await mountQueue();
    await waitFor("[data-line='11']");
    const button = "[data-line='11'] .o_inv_line_open";
    expect(button).toHaveAttribute("aria-expanded", "false");
    await contains(button).click();
    expect(button).toHaveAttribute("aria-expanded", "true");
    expect(".o_inv_line_why").toHaveText(/Cover\s+19 days → 41 days/);
    expect(".o_inv_alternative").toHaveCount(2);
    expect(".o_inv_alternative.o_inv_chosen").toHaveText(/Kessler\s+chosen/);
    expect(".o_inv_alternative:last").toHaveText(
        /Arrives late.\s+\$ 27.10\s+9 \/ 14 d\s+87 %\s+–/
    );
    expect(".o_inv_line_marginal tbody").toHaveText(
        /12 pcs\s+\$ 317\s+3.5 days\s+\$ 41/
    );
    await contains(".o_inv_open_item").click();
    expect.verifySteps([["inv.stocking.point", 111]]);
    await contains(".o_inv_use_vendor").click();
    expect.verifySteps([["decide_vendor", 11, 2]]);
    expect(button).toHaveAttribute("aria-expanded", "true");
});
