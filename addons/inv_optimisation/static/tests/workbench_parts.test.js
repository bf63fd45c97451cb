import {expect, test} from "@odoo/hoot";
import {queryAllAttributes, queryAllTexts, queryFirst, waitFor} from "@odoo/hoot-dom";
import {animationFrame, mockDate} from "@odoo/hoot-mock";
import {EmptyWorkbench} from "@inv_optimisation/workbench/empty_workbench/empty_workbench";
import {ExceptionCards} from "@inv_optimisation/workbench/exception_cards/exception_cards";
import {PlanBanner} from "@inv_optimisation/workbench/plan_banner/plan_banner";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    makeMockEnv,
    mockService,
    models,
    mountView,
    mountWithCleanup,
} from "@web/../tests/web_test_helpers";
import {CARDS, makeHeader} from "./workbench_data";

/** A search bar with filters that can be switched. */
class SearchBar extends EventTarget {
    constructor(active = []) {
        super();
        const names = ["needs_decision", "quiet", ...CARDS.map(({kind}) => kind)];
        this.items = names.map((name, id) => ({
            id,
            name,
            type: "filter",
            isActive: active.includes(name),
        }));
    }

    getSearchItems(predicate) {
        return this.items.filter(predicate);
    }

    toggleSearchItem(id) {
        this.items[id].isActive = !this.items[id].isActive;
        this.dispatchEvent(new Event("update"));
    }

    get active() {
        return this.items.filter(({isActive}) => isActive).map(({name}) => name);
    }
}

class StockingPoint extends models.Model {
    _name = "inv.stocking.point";

    decision_kind = fields.Selection({
        selection: [
            ["stocked_out", "Stocked out"],
            ["excess", "Excess"],
        ],
    });
    cover_bar = fields.Json();
    suggestion = fields.Json();
    service_outlook = fields.Json();
    date_order_by = fields.Date();
    abc_xyz = fields.Char();
    forecast_error_rate = fields.Float();

    _records = [
        {
            id: 1,
            decision_kind: "stocked_out",
            abc_xyz: "AX",
            forecast_error_rate: 0.28,
            date_order_by: "2026-11-20",
            suggestion: {text: "Order 48 pcs", detail: "4 × 12"},
            service_outlook: {now: "71", after: "96 %", is_changed: true},
            cover_bar: {
                safety: 0.1,
                reorder: 0.4,
                maximum: 0.85,
                on_hand: 0.2,
                position: 0.5,
                label: "20 on hand, 50 with what is due",
            },
        },
        {
            id: 2,
            decision_kind: "excess",
            abc_xyz: "CZ",
            date_order_by: "2026-12-08",
            suggestion: {text: "Use up, order nothing", detail: ""},
            service_outlook: {now: "99", after: "99 %", is_changed: false},
            cover_bar: false,
        },
    ];
}

defineMailModels();
defineModels([StockingPoint]);

async function mountPart(Part, {header, active = ["needs_decision"], store} = {}) {
    const searchModel = new SearchBar(active);
    mockService("action", {
        doAction(action) {
            expect.step(action.res_id ? [action.res_model, action.res_id] : action);
        },
    });
    await makeMockEnv();
    await mountWithCleanup(Part, {
        componentEnv: {searchModel},
        props: {
            store: {
                header,
                headerError: "",
                mayDecide: Boolean(header?.may_decide),
                isBusy: false,
                runPlan: () => expect.step("run plan"),
                ...store,
            },
            ...(Part === ExceptionCards ? {count: 3} : {}),
        },
    });
    return searchModel;
}

test("a card filters the list, another one replaces it, again clears it", async () => {
    const search = await mountPart(ExceptionCards, {header: makeHeader()});
    await contains("[data-kind=at_risk]").click();
    expect(search.active).toEqual(["needs_decision", "at_risk"]);
    expect("[data-kind=at_risk]").toHaveAttribute("aria-pressed", "true");
    await contains("[data-kind=stocked_out]").click();
    expect(search.active).toEqual(["needs_decision", "stocked_out"]);
    expect("[data-kind=at_risk]").toHaveAttribute("aria-pressed", "false");
    await contains("[data-kind=stocked_out]").click();
    expect(search.active).toEqual(["needs_decision"]);
});

test("cards follow the search bar and tell trend and benchmark in words", async () => {
    const search = await mountPart(ExceptionCards, {header: makeHeader()});
    expect("[data-kind=at_risk] .o_inv_exception_trend").toHaveText(
        "2 in 7 days · 5 on 29 Oct"
    );
    expect("[data-kind=stocked_out] .o_inv_exception_trend").toHaveText("");
    expect("[data-kind=at_risk] path").toHaveAttribute("d", "M2,24L82,2");
    expect("[data-kind=stocked_out] svg").toHaveCount(0);
    expect(".o_inv_workbench_legend strong").toHaveText("3 decisions");
    search.toggleSearchItem(search.items.find(({name}) => name === "at_risk").id);
    await animationFrame();
    expect("[data-kind=at_risk]").toHaveClass("o_inv_active");
});

test("cards wait in grey", async () => {
    await mountPart(ExceptionCards, {});
    expect(".o_inv_skeleton").toHaveCount(6);
});

test("cards say what went wrong", async () => {
    await mountPart(ExceptionCards, {store: {headerError: "Locked."}});
    expect(".alert").toHaveText("Locked.");
    expect(".o_inv_skeleton").toHaveCount(0);
});

test("filters without rows are named as the cause and cleared", async () => {
    const search = await mountPart(EmptyWorkbench, {
        header: makeHeader(),
        active: ["needs_decision", "at_risk"],
    });
    await contains(".o_inv_clear_filters").click();
    expect(search.active).toEqual(["needs_decision"]);
});

test("before the first plan the page offers it", async () => {
    const plan = {text: "", is_first: true, progress: null};
    await mountPart(EmptyWorkbench, {header: makeHeader({plan})});
    expect("h2").toHaveText("Nothing is planned yet");
    await contains(".o_inv_run_now").click();
    expect.verifySteps(["run plan"]);
});

test("nothing to decide tells what comes next and what is deferred", async () => {
    const ahead = [
        {
            date: "8 Dec",
            count: "6 items",
            names: "SEA-1, SEA-2",
            vendors: "2 vendors",
            value: "$ 900",
        },
    ];
    const search = await mountPart(EmptyWorkbench, {
        header: makeHeader({ahead, quiet_count: 4}),
    });
    expect("h2").toHaveText("Nothing needs a decision today");
    expect("p").toHaveText(/Next order-by date: 8 Dec \(6 items\)/);
    expect(".o_inv_ahead td:last").toHaveText("$ 900");
    expect(".o_inv_show_quiet").toHaveText("Show deferred (4)");
    await contains(".o_inv_show_quiet").click();
    expect(search.active).toEqual(["quiet"]);
});

test("an old plan says its age and its cause", async () => {
    const warning = {
        title: "The plan is 31 hours old.",
        cause: "The last run stopped: locked.",
        run_id: 9,
    };
    const plan = {warning, progress: {share: 0.25, text: "1 of 4 item-sites"}};
    await mountPart(PlanBanner, {header: makeHeader({plan})});
    expect(".o_inv_plan_banner span").toHaveText(/31 hours old. The last run stopped/);
    expect(".o_inv_progress_bar span").toHaveAttribute("style", "width: 25.0%");
    await contains(".o_inv_run_now").click();
    await contains(".o_inv_plan_banner .btn-link").click();
    expect.verifySteps(["run plan", ["inv.planning.run", 9]]);
});

test("columns of a row: bar, day, suggestion, service", async () => {
    mockDate("2026-11-27 10:00:00");
    await mountView({
        type: "list",
        resModel: "inv.stocking.point",
        arch: `
            <list>
                <field name="abc_xyz" widget="inv_class"/>
                <field name="decision_kind" widget="inv_decision_kind"/>
                <field name="cover_bar" widget="inv_cover_bar"/>
                <field name="date_order_by" widget="inv_day" options="{'is_deadline': True}"/>
                <field name="suggestion" widget="inv_suggestion"/>
                <field name="service_outlook" widget="inv_service_outlook"/>
                <field name="forecast_error_rate" widget="inv_error_rate"/>
            </list>`,
    });
    await waitFor(".o_data_row");
    expect(queryAllTexts(".o_inv_kind_pill")).toEqual(["Stocked out", "Excess"]);
    expect(queryAllAttributes(".o_inv_kind_pill", "data-kind")).toEqual([
        "stocked_out",
        "excess",
    ]);
    expect(queryAllTexts(".o_inv_day")).toEqual(["Today", "Dec 8"]);
    expect(".o_inv_day:first").toHaveClass("o_inv_day_due");
    expect(".o_inv_day:last").not.toHaveClass("o_inv_day_due");
    expect(queryAllTexts(".o_inv_suggestion")).toEqual([
        "Order 48 pcs 4 × 12",
        "Use up, order nothing",
    ]);
    expect(queryAllTexts("td[name=service_outlook]")).toEqual(["71 → 96 %", "99 %"]);
    expect(queryAllTexts("td[name=forecast_error_rate]")).toEqual(["± 28 %", "–"]);
    expect(".o_inv_class_a").toHaveCount(1);
    expect(".o_inv_cover_bar").toHaveCount(1);
    expect(".o_inv_cover_bar").toHaveAttribute(
        "aria-label",
        "20 on hand, 50 with what is due"
    );
    const style = (selector) => queryFirst(selector).getAttribute("style");
    expect(style(".o_inv_zone_lead")).toBe("inset-inline-start: 10.00%; width: 30.00%");
    expect(style(".o_inv_hollow")).toBe("inset-inline-start: 50.00%");
    expect(style(".o_inv_dot:not(.o_inv_hollow)")).toBe("inset-inline-start: 20.00%");
});
