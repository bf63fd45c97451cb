import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {useStation} from "../base/hooks";
import {formatTime} from "../base/format";

const TICK = 10000;
const LOW = 0.2;

/** Network, reader and battery, time. What the browser does not tell is left out. */
export class StatusStrip extends Component {
    static template = "inv_handheld.StatusStrip";
    static props = {};

    setup() {
        this.station = useStation();
        this.settings = useState(this.station.settings.values);
        this.state = useState({time: Date.now(), battery: null});
        onMounted(() => this.readBattery());
        const timer = setInterval(() => (this.state.time = Date.now()), TICK);
        onWillUnmount(() => clearInterval(timer));
    }

    async readBattery() {
        try {
            const battery = await browser.navigator.getBattery();
            const read = () => (this.state.battery = battery.level);
            battery.addEventListener("levelchange", read);
            read();
        } catch {
            // Not every browser tells; then the strip says nothing.
            this.state.battery = null;
        }
    }

    get time() {
        return formatTime(this.state.time);
    }

    get network() {
        const {problem} = this.station.state;
        const words = {
            offline: _t("No network"),
            logged_out: _t("Logged out"),
            server: _t("Server busy"),
        };
        return problem ? words[problem] : _t("Online");
    }

    get reader() {
        const names = {
            wedge: _t("Reader"),
            rfid: _t("RFID reader"),
            camera: _t("Camera"),
        };
        return names[this.settings.reader];
    }

    get battery() {
        const {battery} = this.state;
        if (battery === null) {
            return null;
        }
        const step = Math.round(battery * 4);
        const icon = ["empty", "quarter", "half", "three-quarters", "full"][step];
        return {
            icon: `fa-battery-${icon}`,
            text: `${Math.round(battery * 100)}\u202f%`,
            isLow: battery < LOW,
        };
    }
}
