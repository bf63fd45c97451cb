import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {
    Frame,
    formatQuantity,
    getCommonTools,
    useScan,
    useStation,
} from "@inv_handheld/building_blocks";
import {finishPlace} from "./finish_place";
import {openItem} from "./open_item";
import {raiseWrongPlace} from "./wrong_place";
import {useCountStore} from "../store/count_store";

/** One place: where am I, what is done, what is left. Own counts only, never expected. */
export class PlaceView extends Component {
    static template = "inv_cycle_count.PlaceView";
    static components = {Frame};
    static props = {};

    setup() {
        this.station = useStation();
        this.store = useCountStore();
        this.formatQuantity = formatQuantity;
        useScan((raw) => this.onScan(raw));
    }

    get place() {
        return this.store.place;
    }

    get isHere() {
        return this.store.progress.isHere;
    }

    get counted() {
        return this.store.counted;
    }

    get open() {
        return this.store.open;
    }

    get isAsking() {
        return this.store.progress.isAsking && this.open.length > 0;
    }

    get isEmptyQuestion() {
        return !this.place.items.length && !this.counted.length;
    }

    get linesText() {
        const count = this.counted.length;
        return count === 1 ? _t("1 line") : _t("%s lines", count);
    }

    get openText() {
        const count = this.open.length;
        return count === 1 ? _t("1 line to answer") : _t("%s lines to answer", count);
    }

    /** Lot or serial numbers below the name of an item. */
    itemText(item) {
        if (item.is_serial) {
            return _t("by serial number");
        }
        return item.lot ? _t("Lot %s", item.lot) : item.package || _t("no lot");
    }

    get tools() {
        const [torch, camera, type] = getCommonTools(this.station);
        return [
            {
                name: "undo",
                icon: "fa-undo",
                label: _t("Undo"),
                onClick: () => this.store.undo(),
            },
            torch,
            camera,
            type,
            {
                name: "tags",
                icon: "fa-rss",
                label: _t("RFID"),
                onClick: () => this.store.show("tags"),
            },
        ];
    }

    back() {
        return this.store.show("list");
    }

    async onScan(raw) {
        const {store} = this;
        const found = store.matcher.findPlace(raw);
        if (found?.place_id === this.place.place_id) {
            this.station.feedback.play("ok");
            return this.isHere ? null : store.goTo(found.place_id, true);
        }
        if (found) {
            return raiseWrongPlace(this.station, store, raw, found);
        }
        if (!this.isHere) {
            this.station.feedback.play("unknown");
            return this.station.notify(
                _t("Scan the place first: %s", this.place.location)
            );
        }
        return openItem(this.station, store, raw);
    }

    choose(item) {
        if (!this.isHere) {
            return this.station.notify(
                _t("Scan the place first: %s", this.place.location)
            );
        }
        this.store.state.item = item;
        return this.store.show("pad");
    }

    none(item) {
        return this.store.none(item);
    }

    /** First the items without an answer, then submit. */
    async done() {
        if (this.open.length && !this.isAsking) {
            this.store.ensureProgress(this.place.place_id).isAsking = true;
            return this.store.keep();
        }
        if (this.open.length) {
            return document.querySelector(".o_count_open button")?.focus();
        }
        return finishPlace(this.station, this.store, {
            found_empty: this.isEmptyQuestion,
        });
    }
}
