import {expect, test} from "@odoo/hoot";
import {advanceTime, mockDate} from "@odoo/hoot-mock";
import {queryAllTexts} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains} from "@web/../tests/web_test_helpers";
import {clockText} from "@inv_recall/mock_recall/recall_clock/recall_clock";
import {mountClock, mountMock} from "./recall_data";

defineMailModels();

const TIME = ".o_inv_clock_text";
const SPOKEN = ".o_inv_clock [aria-live=polite]";
const LEFT = ".o_inv_clock_label:last";

test("a time has hours, minutes and seconds", () => {
    expect([0, 59, 60, 3599, 3600, 90061].map(clockText)).toEqual([
        "0:00:00",
        "0:00:59",
        "0:01:00",
        "0:59:59",
        "1:00:00",
        "25:01:01",
    ]);
});

test("the clock counts on from the seconds of the server", async () => {
    await mountClock({seconds: 3605});
    expect(TIME).toHaveText("1:00:05");
    expect(LEFT).toHaveText("2:59:55 left of 4 h");
    await advanceTime(2000);
    expect(TIME).toHaveText("1:00:07");
    await advanceTime(3600 * 1000);
    expect(TIME).toHaveText("2:00:07");
});

test("a clock that was stopped stands still", async () => {
    await mountClock({seconds: 100, running: false});
    await advanceTime(5000);
    expect(TIME).toHaveText("0:01:40");
    expect(".o_inv_clock button").toHaveCount(0);
});

test("over the limit the clock is late and tells by how much", async () => {
    await mountClock({seconds: 14398});
    expect(".o_inv_clock_late").toHaveCount(0);
    await advanceTime(2000);
    expect(".o_inv_clock_late").toHaveCount(0);
    expect(LEFT).toHaveText("0:00:00 left of 4 h");
    await advanceTime(2000);
    expect(".o_inv_clock_late").toHaveCount(1);
    expect(LEFT).toHaveText("0:00:02 over 4 h");
});

test("the ring is never longer than the whole way around", async () => {
    await mountClock({seconds: 20000, running: false});
    const [share, around] = document
        .querySelector(".o_inv_clock_time")
        .getAttribute("stroke-dasharray")
        .split(" ");
    expect(share).toBe(around);
});

test("a screen reader hears the time once a minute", async () => {
    await mountClock({seconds: 58});
    expect(SPOKEN).toHaveText("0 minutes");
    const heard = [];
    const target = document.querySelector(SPOKEN);
    const observer = new MutationObserver(() => heard.push(target.textContent));
    observer.observe(target, {childList: true, characterData: true, subtree: true});
    for (let second = 0; second < 125; second++) {
        await advanceTime(1000);
    }
    observer.disconnect();
    expect(heard).toEqual(["1 minute", "2 minutes", "3 minutes"]);
});

test("a minute that begins while the page sleeps is told after it", async () => {
    mockDate("2026-03-02 09:00:00");
    await mountClock({seconds: 10});
    mockDate("2026-03-02 09:01:31");
    await advanceTime(1000);
    expect(TIME).toHaveText("0:01:42");
    expect(SPOKEN).toHaveText("1 minute");
});

test("a new answer of the server sets the clock", async () => {
    const clock = await mountClock({seconds: 10});
    clock.begin({...clock.props.clock, seconds: 500, running: false});
    await advanceTime(3000);
    expect(TIME).toHaveText("0:08:20");
});

test("stopping asks the server", async () => {
    await mountClock();
    await contains(".o_inv_clock button").click();
    expect.verifySteps([["action_stop_clock", []]]);
});

test("steps show what they took, the running one that it runs", async () => {
    await mountMock();
    expect(queryAllTexts("[data-step] td:nth-child(4)")).toEqual([
        "0:04:10",
        "running",
        "—",
    ]);
    expect(queryAllTexts("[data-step] td:last-child")).toEqual([
        "0:05",
        "0:15",
        "0:30",
    ]);
    expect(".text-danger .fa-clock-o").toHaveCount(1);
    expect("[data-step=scope] td:last-child").toHaveClass("text-danger");
    expect("[data-step=trigger] .fa-check-circle").toHaveCount(1);
    expect("[data-step=scope].table-active").toHaveCount(1);
    expect("[data-step=balance] .fa-circle-o").toHaveCount(1);
});

test("targets that are missed warn, meters end at their ends", async () => {
    await mountMock();
    expect("[data-target=traced] .text-bg-success").toHaveCount(1);
    expect("[data-target=traced] .o_inv_mock_meter_fill").toHaveAttribute(
        "style",
        /width: 100%/
    );
    expect("[data-target=balanced] .text-bg-warning").toHaveCount(1);
    expect("[data-target=balanced] .o_inv_mock_meter_low").toHaveCount(1);
    expect("[data-target=balanced] .o_inv_mock_meter_mark").toHaveAttribute(
        "style",
        /inset-inline-start: 100%/
    );
});

test("the first test says that there is nothing to compare with", async () => {
    await mountMock();
    expect(".o_inv_history p").toHaveText(/The first test/);
    expect(".o_inv_history_running").toHaveCount(1);
    expect("[role=note]").toHaveText(/Nothing is held, no stock moves/);
    expect("[role=note]").not.toHaveText(/Test mails/);
});

test("customers are listed once somebody has the goods", async () => {
    await mountMock({
        address: "quality@example.com",
        customers: {
            text: "40 pcs",
            more: 3,
            rows: [
                {
                    id: 5,
                    name: "Nordbau GmbH",
                    city: "Dortmund",
                    qty: "40",
                    answered: "10:58",
                    state: "no_email",
                    label: "no e-mail",
                },
            ],
        },
    });
    expect("[role=note]").toHaveText(/Test mails go to quality@example.com/);
    expect(".o_inv_mock_bottom tbody tr").toHaveText(
        /Nordbau GmbH\s+Dortmund\s+40\s+10:58/
    );
    expect(".o_inv_mock_bottom tbody .text-bg-danger").toHaveText("no e-mail");
    await contains("button:contains(Open, export)").click();
    expect.verifySteps([["action_open_deliveries", []]]);
    await contains("button:contains(3 more)").click();
    expect.verifySteps([["action_open_notices", []]]);
});
