import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {Frame, getCommonTools} from "../frame/frame";
import {StatusStrip} from "../status_strip/status_strip";
import {useStation} from "../base/hooks";
import {tasks} from "../base/task_registry";

/** Home: what to do now, the tasks, and the scan box as the second door. */
export class HomeScreen extends Component {
    static template = "inv_handheld.HomeScreen";
    static components = {Frame, StatusStrip};
    static props = {};

    setup() {
        this.station = useStation();
        this.settings = useState(this.station.settings.values);
        onMounted(() => this.station.refresh());
        this.refreshed = setInterval(() => this.station.refresh(), 120000);
        onWillUnmount(() => clearInterval(this.refreshed));
    }

    get subtitle() {
        const {place, user} = this.station.state;
        return [place, user.name].filter(Boolean).join(" · ");
    }

    /** Cards of tasks that have something to do next; the task draws its own. */
    get cards() {
        return this.station.usableTasks
            .filter((task) => task.card && tasks.get(task.code).HomeCard)
            .map((task) => ({...task, Card: tasks.get(task.code).HomeCard}));
    }

    get tiles() {
        return this.station.usableTasks.filter((task) => task.has_tile);
    }

    get tools() {
        const isRight = this.settings.hand === "right";
        return [
            ...getCommonTools(this.station),
            {
                name: "hand",
                icon: "fa-hand-paper-o",
                label: isRight ? _t("Right hand") : _t("Left hand"),
                onClick: () =>
                    this.station.settings.set("hand", isRight ? "left" : "right"),
            },
            {
                name: "settings",
                icon: "fa-sliders",
                label: _t("Settings"),
                onClick: () => this.station.open("settings"),
            },
        ];
    }

    tileLabel(tile) {
        return tile.count ? _t("%(name)s, %(count)s open", tile) : tile.name;
    }

    openTile(tile) {
        this.station.openTask(tile.code);
    }
}
