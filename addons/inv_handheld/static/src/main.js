import {App, whenReady} from "@odoo/owl";
import {_t, appTranslateFn} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {getTemplate} from "@web/core/templates";
import {Feedback} from "./base/feedback";
import {Settings, getDevice} from "./base/settings";
import {Station} from "./base/station";
import {StationApp} from "./station_app/station_app";
import {StationDatabase} from "./base/database";
import {PROBLEMS, Transport, getProblem} from "./base/transport";
import {keepShell} from "./base/shell";
import {loadTexts} from "./base/texts";
import {makeKey} from "./base/keys";

/** Say why the station cannot start; without a session the login is opened. */
function showStartProblem(error) {
    const problem = getProblem(error);
    if (problem === PROBLEMS.loggedOut) {
        browser.location.assign("/web/login?redirect=/scan");
        return;
    }
    const message = document.createElement("p");
    message.className = "o_scan_start_problem";
    message.setAttribute("role", "alert");
    if (error instanceof DOMException) {
        message.textContent = _t(
            "This browser keeps nothing on the device, so scans could be lost. Leave the private window, or use another browser."
        );
    } else if (problem === PROBLEMS.offline) {
        message.textContent = _t(
            "The first start needs the network. Go near it and load the page again."
        );
    } else {
        message.textContent = error.message;
    }
    document.body.replaceChildren(message);
}

/** Start the station, from the server's session or from what was kept of it. */
export async function startStation() {
    await Promise.all([whenReady(), loadTexts()]);
    const transport = new Transport(getDevice(makeKey));
    const settings = new Settings((change) =>
        // Only the next device loses something when this cannot be kept.
        transport.call("save_settings", [change]).catch(() => {})
    );
    const feedback = new Feedback(settings.values);
    const database = new StationDatabase();
    const station = new Station({database, transport, settings, feedback});
    try {
        await station.start();
    } catch (error) {
        showStartProblem(error);
        return;
    }
    const app = new App(StationApp, {
        env: {station},
        getTemplate,
        translateFn: appTranslateFn,
        translatableAttributes: ["title", "aria-label", "label", "placeholder"],
        name: "Scan station",
    });
    await app.mount(document.body);
    const task = new URL(browser.location.href).searchParams.get("task");
    if (task && station.usableTasks.some(({code}) => code === task)) {
        station.openTask(task);
    }
    odoo.scanStation = station;
    await keepShell();
}

startStation();
