import {Component, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {Frame, splitCodes, useScan, useStation} from "@inv_handheld/building_blocks";
import {TagReads} from "./tag_reads";
import {useCountStore} from "../store/count_store";

const SECOND = 1000;
const RADIUS = 54;

/** A bulk read: how many tags, how fast, then what they are. */
export class TagsView extends Component {
    static template = "inv_cycle_count.TagsView";
    static components = {Frame};
    static props = {};

    setup() {
        this.station = useStation();
        this.store = useCountStore();
        this.reads = useState(new TagReads());
        this.state = useState({tab: "read", result: null, isPasting: false, text: ""});
        this.circumference = 2 * Math.PI * RADIUS;
        useScan((raw) => this.onScan(raw));
        const timer = setInterval(() => this.reads.tick(), SECOND);
        onWillUnmount(() => clearInterval(timer));
    }

    get place() {
        return this.store.place;
    }

    get title() {
        return _t("RFID bulk · %s", this.place.location);
    }

    get subtitle() {
        return this.place.is_blind
            ? _t("Blind: what was read, nothing else")
            : _t("Expected is shown in this session");
    }

    get count() {
        return this.reads.count;
    }

    get countText() {
        const {result} = this.state;
        return result?.expected_count === undefined
            ? _t("tags read")
            : _t("of %s read", result.expected_count);
    }

    /** Share of the ring: of what is expected where that may be shown, else of time. */
    get share() {
        const {result} = this.state;
        if (!result || result.expected_count === undefined) {
            return this.reads.timeShare;
        }
        const matched = result.expected_count - result.missing.length;
        return result.expected_count ? matched / result.expected_count : 1;
    }

    get hint() {
        const {count, rate, seconds} = this.reads;
        if (!count) {
            return seconds > 10
                ? _t("No tags yet. Check the trigger and the power.")
                : _t("Press the trigger, or paste codes.");
        }
        return rate < 1
            ? _t("Few new tags. Walk to the far end, slowly.")
            : _t("Keep on, slowly and close to the goods.");
    }

    get tabs() {
        const {result} = this.state;
        const {rows, missing, unknown, is_blind: isBlind} = result;
        const of = (kind) => rows.filter((row) => row.kind === kind);
        const tabs = isBlind
            ? [{key: "read", label: _t("Read"), rows: of("read")}]
            : [
                  {key: "matched", label: _t("Matched"), rows: of("matched")},
                  {key: "missing", label: _t("Missing"), rows: missing},
                  {key: "unexpected", label: _t("Unexpected"), rows: of("unexpected")},
              ];
        return [
            ...tabs,
            {key: "elsewhere", label: _t("Elsewhere"), rows: of("elsewhere")},
            {
                key: "unknown",
                label: _t("Unknown"),
                rows: unknown.map((epc) => ({lot: epc, product: _t("Unknown tag")})),
            },
        ];
    }

    get tab() {
        return this.tabs.find(({key}) => key === this.state.tab) || this.tabs[0];
    }

    onScan(raw) {
        const found = this.store.matcher.findPlace(raw);
        if (found) {
            return false;
        }
        this.add([raw]);
        return null;
    }

    add(codes) {
        const fresh = this.reads.add(codes);
        this.station.feedback.play(fresh ? "ok" : "duplicate");
    }

    paste() {
        this.add(splitCodes(this.state.text));
        Object.assign(this.state, {isPasting: false, text: ""});
    }

    /** Count what was read; the answer sorts it into tabs. */
    async stop() {
        const reads = this.reads.takeNew();
        const answer = await this.station.submit({
            task: "count",
            state: "tags",
            payload: {place_id: this.place.place_id, reads},
            label: _t("%s tags", reads.length),
            detail: this.place.location,
            icon: "fa-rss",
        });
        if (answer.state === "queued") {
            this.station.notify(_t("%s tags are kept and sent later.", reads.length));
            return this.back();
        }
        if (answer.state === "refused") {
            return this.reads.giveBack(reads);
        }
        this.show(answer);
        return null;
    }

    show({uuid, data}) {
        const old = this.state.result?.rows || [];
        const known = new Set(data.rows.map(({epc}) => epc));
        data.rows = [...old.filter(({epc}) => !known.has(epc)), ...data.rows];
        this.state.result = data;
        this.state.tab = data.is_blind ? "read" : "matched";
        this.remember(uuid, data.rows);
    }

    /** The place shows them as counted. */
    remember(uuid, rows) {
        const {store} = this;
        const progress = store.ensureProgress(this.place.place_id);
        for (const row of rows.filter(({status}) => status === "counted")) {
            const item = this.place.items.find(
                ({is_serial: isSerial, product_id}) =>
                    isSerial && product_id === row.product_id
            );
            const other = {
                key: `${row.product_id}-serial-0-0`,
                product: row.product,
                uom: "",
            };
            progress.entries.push({
                uuid: `${uuid}:${row.lot_id}`,
                item: item || {...other, is_serial: true, barcodes: {}},
                quantity: 1,
                lot: row.lot,
                kind: "tag",
            });
        }
        return store.keep();
    }

    async moveHere(row) {
        const answer = await this.station.submit({
            task: "count",
            state: "move_here",
            payload: {place_id: this.place.place_id, lot_id: row.lot_id},
            label: row.lot,
            detail: _t("moved here"),
            icon: "fa-arrow-down",
        });
        if (answer.state === "done") {
            row.kind = this.place.is_blind ? "read" : "matched";
        }
    }

    reread() {
        this.state.result.isReading = true;
    }

    back() {
        return this.store.show("place");
    }
}
