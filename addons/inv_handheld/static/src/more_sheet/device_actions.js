import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";

/** Save the log of the device as a file. */
export function saveFile(station) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(station.exportLog());
    link.download = `scan-station-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
    station.notify(_t("The log of this device was saved as a file."));
}

async function leave(station) {
    // The next user must not find who was here; what waits stays, under its owner.
    await station.database.keep("session", undefined);
    await station.cards.forget();
    browser.location.assign("/web/session/logout?redirect=/scan");
}

/** Log out; asks when scans wait, which stay on the device. */
export function logOut(station) {
    const {waiting} = station.state;
    if (!waiting) {
        return leave(station);
    }
    return station.openSheet({
        kind: "amber",
        title: _t("%s scans are not sent yet", waiting),
        text: _t(
            "They stay on this device and are sent when you log in here again with a network."
        ),
        buttons: [
            {label: _t("Stay"), primary: true},
            {label: _t("Log out"), onClick: () => leave(station)},
        ],
    });
}
