import {Component, onMounted} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {Frame, useScan, useStation} from "@inv_handheld/building_blocks";
import {useCountStore} from "../store/count_store";
import {nothingDueText} from "../store/work_text";

/** All places to count, in the order of the walk. */
export class PlaceList extends Component {
    static template = "inv_cycle_count.PlaceList";
    static components = {Frame};
    static props = {};

    setup() {
        this.station = useStation();
        this.store = useCountStore();
        useScan((raw) => this.onScan(raw));
        onMounted(() => this.store.refresh());
    }

    get places() {
        return this.store.places;
    }

    get subtitle() {
        const {done_count: done, places} = this.store.work;
        return _t("%(done)s of %(all)s done", {done, all: done + places.length});
    }

    get emptyText() {
        return nothingDueText(this.store.work);
    }

    detail({items, is_empty_check: isEmpty, path}) {
        if (isEmpty) {
            return _t("%s · should be empty", path);
        }
        return items.length === 1
            ? _t("%s · 1 item", path)
            : _t("%(path)s · %(count)s items", {path, count: items.length});
    }

    onScan(raw) {
        const place = this.store.matcher.findPlace(raw);
        if (!place) {
            // Any other place is looked up, which offers a spot count.
            return false;
        }
        this.station.feedback.play("ok");
        return this.store.goTo(place.place_id, true);
    }

    start() {
        return this.store.goTo(this.places[0].place_id);
    }
}
