import {reactive} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";

const KEY = "inv_scan_settings";
export const DEFAULTS = {
    sound: true,
    volume: 80,
    vibration: true,
    hand: "right",
    theme: "light",
    facing: "environment",
    reader: "wedge",
};

function readLocal() {
    try {
        return JSON.parse(browser.localStorage.getItem(KEY) || "{}");
    } catch {
        return {};
    }
}

/**
 * The settings of this device; what is not set here comes from the user's other
 * devices. `save` is called with the change, to keep it on the server.
 */
export class Settings {
    constructor(save = () => {}) {
        this.save = save;
        this.values = reactive({...DEFAULTS, ...readLocal()});
    }

    /** Take what the server keeps for the user, below what this device says. */
    adopt(values) {
        Object.assign(this.values, {...DEFAULTS, ...values, ...readLocal()});
    }

    set(name, value) {
        this.values[name] = value;
        const local = {...readLocal(), [name]: value};
        browser.localStorage.setItem(KEY, JSON.stringify(local));
        this.save({[name]: value});
    }
}

/** Return the key of this device, made at its first use. */
export function getDevice(makeKey) {
    const name = "inv_scan_device";
    let device = browser.localStorage.getItem(name);
    if (!device) {
        device = makeKey();
        browser.localStorage.setItem(name, device);
    }
    return device;
}
