import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {Alarm} from "../alarm/alarm";
import {CameraSheet} from "../camera_sheet/camera_sheet";
import {HomeScreen} from "../home_screen/home_screen";
import {MoreSheet} from "../more_sheet/more_sheet";
import {QueueScreen} from "../queue_screen/queue_screen";
import {SettingsScreen} from "../settings_screen/settings_screen";
import {Sheet} from "../sheet/sheet";
import {TypeSheet} from "../type_sheet/type_sheet";
import {listenToWedge} from "../base/wedge";
import {tasks} from "../base/task_registry";
import {useStation} from "../base/hooks";

const SCREENS = {home: HomeScreen, queue: QueueScreen, settings: SettingsScreen};
const OVERLAYS = {camera: CameraSheet, type: TypeSheet, more: MoreSheet};

/** The page: the screen on top of the stack and what lies over it. */
export class StationApp extends Component {
    static template = "inv_handheld.StationApp";
    static components = {Alarm, Sheet};
    static props = {};

    setup() {
        this.station = useStation();
        this.settings = useState(this.station.settings.values);
        this.listeners = [
            [document, "keydown", (ev) => this.onKeydown(ev)],
            [browser, "online", () => this.station.retry()],
            [browser, "offline", () => this.station.setProblem("offline")],
            [browser, "popstate", () => this.onPopState()],
        ];
        onMounted(() => {
            this.stopWedge = listenToWedge((code) => this.station.scan(code));
            for (const [target, name, listener] of this.listeners) {
                target.addEventListener(name, listener);
            }
            // The Back key of the device goes one screen back, not out of the station.
            browser.history.pushState({}, "");
        });
        onWillUnmount(() => {
            this.stopWedge();
            for (const [target, name, listener] of this.listeners) {
                target.removeEventListener(name, listener);
            }
        });
    }

    get screen() {
        const {screen} = this.station;
        if (screen.name !== "task") {
            return {Screen: SCREENS[screen.name], props: {}, key: screen.name};
        }
        const {code, state, data, stamp} = screen;
        const {Screen} = tasks.get(code);
        return {Screen, props: {state, data, stamp}, key: `task:${code}`};
    }

    get overlay() {
        return OVERLAYS[this.station.state.overlay];
    }

    get classes() {
        const {hand, theme} = this.settings;
        return `o_scan o_scan_hand_${hand} o_scan_theme_${theme}`;
    }

    onKeydown(ev) {
        if (ev.key === "Escape") {
            this.station.back();
        }
    }

    onPopState() {
        browser.history.pushState({}, "");
        this.station.back();
    }

    /** An action of an alarm with a task is an event; without one it only closes. */
    async onAlarmAnswer(action, raw) {
        const {alarm} = this.station.state;
        this.station.closeAlarm();
        alarm.onAnswer?.(action, raw);
        if (action?.task) {
            const {task, state, payload, label} = action;
            const answer = await this.station.submit({task, state, payload, label});
            if (answer.next_state) {
                this.station.openTask(task, answer.next_state, answer.data);
            }
        }
    }
}
