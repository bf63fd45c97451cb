import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useStation} from "../base/hooks";
import {toggleTorch} from "../frame/frame";
import {logOut, saveFile} from "./device_actions";

/** What does not fit into the tools; on a small screen the tools themselves. */
export class MoreSheet extends Component {
    static template = "inv_handheld.MoreSheet";
    static props = {};

    setup() {
        this.station = useStation();
    }

    get entries() {
        const {station} = this;
        const go = (name) => () => station.open(name);
        const over = (name) => () => station.openOverlay(name);
        return [
            {icon: "fa-undo", label: _t("Undo"), onClick: () => station.undo()},
            {
                icon: "fa-lightbulb-o",
                label: _t("Torch"),
                onClick: () => toggleTorch(station),
            },
            {icon: "fa-camera", label: _t("Camera"), onClick: over("camera")},
            {icon: "fa-keyboard-o", label: _t("Type code"), onClick: over("type")},
            {
                icon: "fa-cloud-upload",
                label: _t("Waiting to send"),
                onClick: go("queue"),
            },
            {
                icon: "fa-download",
                label: _t("Export file"),
                onClick: () => saveFile(station),
            },
            {icon: "fa-sliders", label: _t("Settings"), onClick: go("settings")},
            {icon: "fa-home", label: _t("Home"), onClick: () => station.goHome()},
            {icon: "fa-sign-out", label: _t("Log out"), onClick: () => logOut(station)},
        ];
    }

    choose(entry) {
        this.station.closeOverlay();
        entry.onClick();
    }
}
