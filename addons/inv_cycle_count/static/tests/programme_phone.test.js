import {describe, expect, test} from "@odoo/hoot";
import {queryFirst, waitFor} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains} from "@web/../tests/web_test_helpers";
import {mountAccuracy} from "./accuracy_data";
import {mountProgramme} from "./programme_data";

defineMailModels();
describe.current.tags("mobile");

const TOUCH = 40;

function fits(selector) {
    const {scrollWidth, clientWidth} = queryFirst(selector);
    return scrollWidth <= clientWidth;
}

test("weeks run down, days are wide enough for a thumb", async () => {
    await mountProgramme();
    await waitFor("[data-day='2026-03-12']");
    const first = queryFirst("[data-day='2026-03-12']").getBoundingClientRect();
    const later = queryFirst("[data-day='2026-03-19']").getBoundingClientRect();
    expect(later.top).toBeGreaterThan(first.top);
    expect(first.height).toBeGreaterThan(TOUCH - 1);
    expect(fits(".o_inv_count_body")).toBe(true);
    await contains("[data-day='2026-03-12']").click();
    await waitFor("[data-plan='77']");
    expect(fits(".o_inv_day_panel")).toBe(true);
});

test("accuracy fits the width", async () => {
    await mountAccuracy();
    await waitFor(".o_inv_headline_figure");
    expect(fits(".o_inv_count_body")).toBe(true);
});
