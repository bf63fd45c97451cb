import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useStation} from "../base/hooks";

/** Where the scans are: on the server, on the way, or on this device. */
export class SyncChip extends Component {
    static template = "inv_handheld.SyncChip";
    static props = {};

    setup() {
        this.station = useStation();
    }

    get look() {
        const {waiting, refused, problem} = this.station.state;
        if (problem === "logged_out") {
            const label = _t("Logged out, %s waiting on this device", waiting);
            return {kind: "offline", icon: "fa-lock", text: String(waiting), label};
        }
        if (problem) {
            const label = _t("No network, %s waiting on this device", waiting);
            return {kind: "offline", icon: "fa-cloud", text: String(waiting), label};
        }
        if (refused) {
            const label = _t("%s refused: needs you", refused);
            return {kind: "refused", icon: "fa-warning", text: String(refused), label};
        }
        if (waiting) {
            const label = _t("Sending %s", waiting);
            const icon = "fa-cloud-upload";
            return {kind: "sending", icon, text: String(waiting), label};
        }
        const text = _t("Saved");
        return {
            kind: "saved",
            icon: "fa-check",
            text,
            label: _t("Everything is saved"),
        };
    }
}
