import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {Frame} from "../frame/frame";
import {useStation} from "../base/hooks";
import {logOut} from "../more_sheet/device_actions";

/** Sound, vibration, hand, theme, camera and reader of this device. */
export class SettingsScreen extends Component {
    static template = "inv_handheld.SettingsScreen";
    static components = {Frame};
    static props = {};

    setup() {
        this.station = useStation();
        this.settings = useState(this.station.settings.values);
    }

    get choices() {
        return [
            {
                name: "hand",
                label: _t("Hand"),
                options: [
                    {value: "left", label: _t("Left")},
                    {value: "right", label: _t("Right")},
                ],
            },
            {
                name: "theme",
                label: _t("Theme"),
                options: [
                    {value: "light", label: _t("Light")},
                    {value: "night", label: _t("Night")},
                ],
            },
            {
                name: "facing",
                label: _t("Camera"),
                options: [
                    {value: "environment", label: _t("Back")},
                    {value: "user", label: _t("Front")},
                ],
            },
            {
                name: "reader",
                label: _t("Reader"),
                options: [
                    {value: "wedge", label: _t("Scanner")},
                    {value: "rfid", label: _t("RFID")},
                    {value: "camera", label: _t("Camera")},
                ],
            },
        ];
    }

    get switches() {
        return [
            {name: "sound", label: _t("Sounds")},
            {name: "vibration", label: _t("Vibration")},
        ];
    }

    get subtitle() {
        return this.station.state.user.name || "";
    }

    set(name, value) {
        this.station.settings.set(name, value);
        if (["sound", "vibration", "volume"].includes(name)) {
            this.station.feedback.play("ok");
        }
    }

    logOut() {
        return logOut(this.station);
    }
}
