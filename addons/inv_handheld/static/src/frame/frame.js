import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useStation} from "../base/hooks";
import {setTorch} from "../base/torch";
import {SyncChip} from "../sync_chip/sync_chip";

/**
 * The frame of every screen: bar, context, content, one primary action, tools.
 *
 * Slots: `context` (place or document, does not scroll), default (content, scrolls),
 * `action` (the one primary action, with at most one beside it). `tools` replaces the
 * tools; `isFolded` leaves only More while a number pad needs the room.
 */
export class Frame extends Component {
    static template = "inv_handheld.Frame";
    static components = {SyncChip};
    static props = {
        title: String,
        subtitle: {type: String, optional: true},
        isHome: {type: Boolean, optional: true},
        isFolded: {type: Boolean, optional: true},
        tools: {type: Array, element: Object, optional: true},
        onBack: {type: Function, optional: true},
        slots: {type: Object, optional: true},
    };

    setup() {
        this.station = useStation();
    }

    get backLabel() {
        return this.props.isHome ? _t("Menu") : _t("Back");
    }

    back() {
        if (this.props.isHome) {
            this.station.openOverlay("more");
        } else if (this.props.onBack) {
            this.props.onBack();
        } else {
            this.station.back();
        }
    }

    get tools() {
        if (this.props.tools) {
            return this.props.tools;
        }
        return [
            {
                name: "undo",
                icon: "fa-undo",
                label: _t("Undo"),
                onClick: () => this.station.undo(),
            },
            ...getCommonTools(this.station),
            {
                name: "more",
                icon: "fa-ellipsis-h",
                label: _t("More"),
                onClick: () => this.station.openOverlay("more"),
            },
        ];
    }
}

/** Torch, camera and typing: the tools of every screen. */
export function getCommonTools(station) {
    return [
        {
            name: "torch",
            icon: "fa-lightbulb-o",
            label: _t("Torch"),
            isOn: station.state.isTorchOn,
            onClick: () => toggleTorch(station),
        },
        {
            name: "camera",
            icon: "fa-camera",
            label: _t("Camera"),
            onClick: () => station.openOverlay("camera"),
        },
        {
            name: "type",
            icon: "fa-keyboard-o",
            label: _t("Type code"),
            onClick: () => station.openOverlay("type"),
        },
    ];
}

/** Switch the torch, or say that there is none. */
export async function toggleTorch(station) {
    const isOn = !station.state.isTorchOn;
    if (await setTorch(isOn)) {
        station.state.isTorchOn = isOn;
    } else {
        station.notify(_t("This device has no torch that the station can switch."));
    }
}
