import {_t} from "@web/core/l10n/translation";

/** Do what a printed command code says. Screens may know more commands than these. */
export function runCommand(station, command) {
    const commands = {
        undo: () => station.undo(),
        back: () => station.back(),
        home: () => station.goHome(),
        confirm: () =>
            document.querySelector(".o_scan_action .o_scan_primary")?.click(),
    };
    if (commands[command]) {
        return commands[command]();
    }
    return station.notify(_t("This command does nothing here."));
}
