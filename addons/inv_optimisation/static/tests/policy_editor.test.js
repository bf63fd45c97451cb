import {expect, test} from "@odoo/hoot";
import {waitFor} from "@odoo/hoot-dom";
import {advanceTime} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, makeServerError, onRpc} from "@web/../tests/web_test_helpers";
import {
    DOMAIN,
    makeBoard,
    makePolicy,
    mountAction,
    mountBoard,
} from "./policy_board_data";

defineMailModels();

test("a class shows its rule, its count opens its items", async () => {
    onRpc("inv.policy.preview", "get_policy", () => makePolicy());
    await mountBoard(makeBoard());
    await waitFor(".o_inv_policy_matrix");
    await contains("[data-cell=AX]").click();
    await waitFor("[data-field=service_target] input");
    expect(".o_inv_policy_editor header").toHaveText(/A items/);
    await contains(".o_inv_editor_body .btn-link").click();
    await contains("[data-class-code=AX] .o_inv_cell_count").click();
    expect.verifySteps([
        ["inv.stocking.policy", 3],
        ["inv.stocking.point", undefined],
        DOMAIN,
    ]);
    await contains(".o_inv_editor_close").click();
    expect(".o_inv_policy_editor").toHaveCount(0);
});

test("another value shows its effect before the preview", async () => {
    onRpc("inv.policy.preview", "get_policy", () => makePolicy());
    onRpc("inv.policy.preview", "get_effect", ({args}) => {
        expect.step(args);
        return {
            item_count: 7,
            count_text: "7",
            stock_text: "+ $ 90",
            service_text: "95 → 97 %",
        };
    });
    onRpc("inv.policy.preview", "open_preview", () => ({
        res_model: "inv.parameter.change.batch",
        res_id: 12,
    }));
    await mountBoard(makeBoard());
    await waitFor(".o_inv_policy_matrix");
    await contains("[data-cell=AX]").click();
    await contains("[data-field=service_target] input").edit("97", {confirm: false});
    await advanceTime(400);
    await waitFor(".o_inv_editor_effect");
    expect(".o_inv_editor_effect").toHaveText(/95 → 97 %/);
    await contains(".o_inv_preview_policy:contains('Preview 7 changes')").click();
    expect.verifySteps([
        [3, {service_target: 0.97}],
        ["inv.parameter.change.batch", 12],
    ]);
});

test("a refused value says why and previews nothing", async () => {
    onRpc("inv.policy.preview", "get_policy", () => makePolicy());
    onRpc("inv.policy.preview", "get_effect", () => {
        throw makeServerError({message: "The target must be below 100 %."});
    });
    await mountBoard(makeBoard());
    await waitFor(".o_inv_policy_matrix");
    await contains("[data-cell=AX]").click();
    await contains("[data-field=service_target] input").edit("100", {confirm: false});
    await advanceTime(400);
    await waitFor(".o_inv_editor_problem");
    expect(".o_inv_editor_problem").toHaveText("The target must be below 100 %.");
    expect(".o_inv_preview_policy").not.toBeEnabled();
});

test("columns can be demand patterns", async () => {
    onRpc("inv.stocking.policy", "get_board_data", ({args}) => {
        expect.step(args[0]);
        return makeBoard({axis: args[0]});
    });
    await mountAction();
    await waitFor(".o_inv_policy_matrix");
    await contains("[data-axis=pattern]").click();
    await waitFor("[data-axis=pattern].active");
    expect.verifySteps(["xyz", "pattern"]);
});

test("rules open in the editor and new ones can be made", async () => {
    onRpc("inv.policy.preview", "get_policy", ({args}) => {
        expect.step(args);
        return makePolicy();
    });
    await mountBoard(makeBoard());
    await waitFor(".o_inv_policy_rules");
    await contains(".o_inv_rule_open").click();
    await waitFor(".o_inv_policy_editor header:contains('A items')");
    await contains(".o_inv_new_rule:first").click();
    expect.verifySteps([[3], ["inv.stocking.policy", false]]);
});
