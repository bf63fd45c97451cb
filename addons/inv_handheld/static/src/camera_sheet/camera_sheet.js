import {Component, useState} from "@odoo/owl";
import {BarcodeVideoScanner} from "@web/core/barcode/barcode_video_scanner";
import {useStation} from "../base/hooks";

const BETWEEN_SCANS = 1500;

/** The camera as a scanner: core's scanner, whose library is loaded when it is needed. */
export class CameraSheet extends Component {
    static template = "inv_handheld.CameraSheet";
    static components = {BarcodeVideoScanner};
    static props = {};

    setup() {
        this.station = useStation();
        this.state = useState({problem: ""});
        this.between = BETWEEN_SCANS;
        this.last = null;
    }

    get facing() {
        return this.station.settings.values.facing;
    }

    onResult(code) {
        // The camera sees the same label until it is moved away.
        const now = Date.now();
        if (this.last?.code === code && now - this.last.time < 2 * BETWEEN_SCANS) {
            return;
        }
        this.last = {code, time: now};
        this.station.closeOverlay();
        this.station.scan(code);
    }

    onError(error) {
        this.state.problem = error.message;
    }
}
