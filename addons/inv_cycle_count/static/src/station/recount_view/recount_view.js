import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {Frame, useScan, useStation} from "@inv_handheld/building_blocks";
import {useCountStore} from "../store/count_store";

/** Please recount: friendly and neutral, no number of any kind. */
export class RecountView extends Component {
    static template = "inv_cycle_count.RecountView";
    static components = {Frame};
    static props = {};

    setup() {
        this.station = useStation();
        this.store = useCountStore();
        useScan((raw) => this.onScan(raw));
    }

    get place() {
        return this.store.place;
    }

    get text() {
        const count = this.place.items.length;
        return count === 1
            ? _t("One line needs a second look.")
            : _t("%s lines need a second look.", count);
    }

    back() {
        return this.store.show("list");
    }

    start() {
        return this.store.show("place");
    }

    async leave() {
        const {store} = this;
        const answer = await this.station.submit({
            task: "count",
            state: "leave",
            payload: {place_id: this.place.place_id},
            label: this.place.location,
            detail: _t("left to a colleague"),
            icon: "fa-user",
        });
        if (answer.state === "done") {
            await store.adopt(answer.data.work);
        }
        store.state.placeId = null;
        return store.show("list");
    }

    onScan(raw) {
        const found = this.store.matcher.findPlace(raw);
        if (found?.place_id !== this.place.place_id) {
            return false;
        }
        this.station.feedback.play("ok");
        this.store.ensureProgress(found.place_id).isHere = true;
        return this.start();
    }
}
