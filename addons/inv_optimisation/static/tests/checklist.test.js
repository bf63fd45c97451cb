import {expect, test} from "@odoo/hoot";
import {queryAllAttributes, waitFor} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {Checklist} from "@inv_optimisation/checklist/checklist";
import {ChecklistBanner} from "@inv_optimisation/checklist/checklist_banner/checklist_banner";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    makeServerError,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {getDefaultConfig} from "@web/views/view";

defineMailModels();

function makeStep(code, values = {}) {
    return {
        code,
        state: "open",
        title: `Title of ${code}`,
        why: `Why ${code} matters.`,
        button: "Fix",
        hint: "",
        count: 1,
        is_important: false,
        can_check: false,
        ...values,
    };
}

function makePage(values = {}) {
    return {
        steps: [
            makeStep("zone"),
            makeStep("horizon", {is_important: true, button: "Set to 0"}),
            makeStep("policies", {can_check: true}),
            makeStep("supply", {state: "later", button: "", hint: "After the plan."}),
            makeStep("plan", {state: "done"}),
        ],
        progress: "1 of 5 done",
        share: 0.2,
        is_complete: false,
        ...values,
    };
}

async function mountPart(Part, answers) {
    onRpc("inv.checklist", "*", ({method, args}) => {
        expect.step([method, ...args]);
        return answers[method](...args);
    });
    mockService("action", {
        doAction(action) {
            expect.step(action.res_model || action.url || action);
        },
    });
    const props = Part === Checklist ? {action: {}, actionId: 1} : {};
    await mountWithCleanup(Part, {
        componentEnv: {config: getDefaultConfig()},
        props,
    });
    await animationFrame();
}

test("steps tell their state, and one button is filled", async () => {
    await mountPart(Checklist, {get_checklist: () => makePage()});
    await waitFor("[data-step=horizon]");
    expect(queryAllAttributes("[data-step]", "data-state")).toEqual([
        "open",
        "open",
        "open",
        "later",
        "done",
    ]);
    expect(".o_inv_step_fix.btn-primary").toHaveCount(1);
    expect("[data-step=horizon] .btn-primary").toHaveText("Set to 0");
    expect("[data-step=plan] .o_inv_step_buttons").toHaveCount(0);
    expect(queryAllAttributes("[data-group=todo] [data-step]", "data-step")).toEqual([
        "zone",
        "horizon",
        "policies",
        "supply",
    ]);
    expect("[data-group=done] [data-step=plan] .text-muted").toHaveCount(0);
    expect("[data-group=todo] [data-step=zone] .text-muted").toHaveText(
        "Why zone matters."
    );
    expect("[data-step=supply] .o_inv_step_fix").toHaveCount(0);
    expect("[data-step=supply] .o_inv_step_buttons").toHaveText("After the plan.");
    expect("[data-step=zone] .visually-hidden").toHaveText("Open:");
    expect(".o_inv_checklist_progress").toHaveText("1 of 5 done");
    expect(".o_inv_checklist_bar span").toHaveAttribute("style", "width: 20.0%");
    expect.verifySteps([["get_checklist"]]);
});

test("what was done at once is said, and the page is read again", async () => {
    let isFixed = false;
    await mountPart(Checklist, {
        get_checklist: () =>
            isFixed
                ? makePage({steps: [makeStep("horizon", {state: "done"})]})
                : makePage(),
        fix: () => {
            isFixed = true;
            return {message: "The horizon is 0 days."};
        },
    });
    await contains("[data-step=horizon] .o_inv_step_fix").click();
    await waitFor("[data-step=horizon][data-state=done]");
    expect(".o_inv_checklist_message").toHaveText("The horizon is 0 days.");
    expect.verifySteps([["get_checklist"], ["fix", "horizon"], ["get_checklist"]]);
});

test("other steps lead to the place where they are done", async () => {
    await mountPart(Checklist, {
        get_checklist: () => makePage(),
        fix: () => ({action: {res_model: "product.product"}}),
    });
    await contains("[data-step=zone] .o_inv_step_fix").click();
    await animationFrame();
    expect.verifySteps([["get_checklist"], ["fix", "zone"], "product.product"]);
});

test("a default can be kept", async () => {
    await mountPart(Checklist, {
        get_checklist: () => makePage(),
        mark_checked: () => makePage({steps: [makeStep("policies", {state: "done"})]}),
    });
    expect("[data-step=zone] .o_inv_step_check").toHaveCount(0);
    await contains("[data-step=policies] .o_inv_step_check").click();
    await waitFor("[data-step=policies][data-state=done]");
    expect.verifySteps([["get_checklist"], ["mark_checked", "policies"]]);
});

test("a refusal is shown and nothing is lost", async () => {
    await mountPart(Checklist, {
        get_checklist: () => makePage(),
        fix: () => {
            throw makeServerError({message: "Ask an administrator."});
        },
    });
    await contains("[data-step=zone] .o_inv_step_fix").click();
    await waitFor(".o_inv_checklist_problem");
    expect(".o_inv_checklist_problem").toHaveText("Ask an administrator.");
    expect("[data-step]").toHaveCount(5);
    expect("[data-step=zone] .o_inv_step_fix").toBeEnabled();
    expect.verifySteps([["get_checklist"], ["fix", "zone"]]);
});

test("when all is done the page leads to the workbench", async () => {
    await mountPart(Checklist, {
        get_checklist: () =>
            makePage({steps: [makeStep("plan", {state: "done"})], is_complete: true}),
    });
    await contains(".o_inv_checklist_head .btn-primary").click();
    await contains(".o_inv_start_tour").click();
    expect.verifySteps([
        ["get_checklist"],
        "inv_optimisation.inv_workbench_action",
        "/odoo/workbench?tour=inv_optimisation_guided_tour",
    ]);
});

test("the banner names what is open, opens the steps, and can be hidden", async () => {
    const banner = {
        text: "3 products without cost.",
        progress: "4 of 8 first steps done",
    };
    await mountPart(ChecklistBanner, {
        get_banner: () => banner,
        hide_banner: () => true,
    });
    await waitFor(".o_inv_checklist_banner");
    expect(".o_inv_banner_text").toHaveText(
        "4 of 8 first steps done 3 products without cost."
    );
    await contains(".o_inv_open_steps").click();
    await contains(".o_inv_hide_steps").click();
    expect(".o_inv_checklist_banner").toHaveCount(0);
    expect.verifySteps([
        ["get_banner"],
        "inv_optimisation.inv_checklist_action",
        ["hide_banner"],
    ]);
});

test("without open steps, or when it fails, there is no banner", async () => {
    await mountPart(ChecklistBanner, {get_banner: () => null});
    expect(".o_inv_checklist_banner").toHaveCount(0);
    await mountPart(ChecklistBanner, {
        get_banner: () => {
            throw makeServerError({message: "Locked."});
        },
    });
    expect(".o_inv_checklist_banner").toHaveCount(0);
    expect.verifySteps([["get_banner"], ["get_banner"]]);
});
