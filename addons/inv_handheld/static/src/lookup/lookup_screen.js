import {
    Component,
    onMounted,
    onWillUnmount,
    onWillUpdateProps,
    status,
    useState,
} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {Frame} from "../frame/frame";
import {ItemCard} from "../item_card/item_card";
import {PlaceLines} from "./place_lines/place_lines";
import {ContentLines} from "./content_lines/content_lines";
import {CodeParts} from "./code_parts/code_parts";
import {useScan, useStation} from "../base/hooks";
import {tasks} from "../base/task_registry";
import {formatDay, formatQuantity, formatTime} from "../base/format";
import {runCommand} from "../base/commands";

/** Look up: what is here, where is it, what does this code say. */
export class LookupScreen extends Component {
    static template = "inv_handheld.LookupScreen";
    static components = {Frame, ItemCard, PlaceLines, ContentLines, CodeParts};
    static props = {
        state: {type: String, optional: true},
        data: {type: Object, optional: true},
        stamp: {type: Number, optional: true},
    };

    setup() {
        this.station = useStation();
        this.state = useState({raw: null, card: null, keptAt: null, isWaiting: false});
        useScan((raw) => this.look(raw));
        this.onAnswered = this.onAnswered.bind(this);
        const {bus} = this.station.queue;
        onMounted(() => {
            bus.addEventListener("answered", this.onAnswered);
            this.adopt(this.props);
        });
        onWillUnmount(() => bus.removeEventListener("answered", this.onAnswered));
        onWillUpdateProps((next) => {
            if (next.stamp !== this.props.stamp) {
                this.adopt(next);
            }
        });
    }

    adopt({data}) {
        if (data?.raw) {
            this.look(data.raw, data.task);
        }
    }

    /** Show the code at once; the server says the rest, or what was kept. */
    async look(raw, task = "lookup") {
        Object.assign(this.state, {raw, card: null, keptAt: null, isWaiting: true});
        const {answer} = await this.station.record({
            task,
            state: "scan",
            scan: raw,
            payload: {here: this.station.state.here},
            label: raw,
            detail: _t("looked up"),
            icon: "fa-search",
        });
        // Not awaited: the next scan does not wait for this answer.
        answer.then((result) => this.take(raw, result));
    }

    /** An answer that came late, after the network was away. */
    onAnswered({detail: {rows, answers}}) {
        const row = rows.findLast(({scan}) => scan && scan === this.state.raw);
        if (row && !this.state.isWaiting && (!this.state.card || this.state.keptAt)) {
            this.take(row.scan, answers.get(row.uuid));
        }
    }

    async take(raw, {state, data}) {
        if (this.state.raw !== raw || status(this) === "destroyed") {
            return;
        }
        this.state.isWaiting = false;
        if (data?.command) {
            runCommand(this.station, data.command);
        } else if (data?.card) {
            await this.showCard(raw, data.card);
        } else if (state === "queued") {
            await this.showKept(raw);
        }
    }

    async showCard(raw, card) {
        Object.assign(this.state, {card, keptAt: null});
        this.station.state.here = card.location_id || this.station.state.here;
        await this.station.cards.keep(raw, card);
    }

    /** Without an answer: what was seen last, with its age. */
    async showKept(raw) {
        const kept = await this.station.cards.recall(raw);
        this.state.card = kept?.value || null;
        this.state.keptAt = kept?.time || null;
        this.station.feedback.play(kept ? "ok" : "unknown");
    }

    ignore() {
        Object.assign(this.state, {raw: null, card: null, keptAt: null});
    }

    get subtitle() {
        const {card} = this.state;
        if (!card) {
            return _t("Item, lot, place, pallet or serial");
        }
        const words = {
            place: _t("What is here"),
            package: _t("What is inside"),
            document: card.type,
            choice: _t("One lot number, several items"),
            unknown: _t("Unknown code"),
        };
        return words[card.kind] || (card.lot ? _t("Item, by lot") : _t("Item"));
    }

    get asOf() {
        return _t("Stock as of %s", formatTime(this.state.keptAt));
    }

    get nextText() {
        const {quantity, date, document} = this.state.card.next;
        const {uom} = this.state.card;
        const amount = `${formatQuantity(quantity)} ${uom}`;
        return _t("Next: %(amount)s on %(day)s, %(document)s", {
            amount,
            day: formatDay(date),
            document,
        });
    }

    format(value) {
        return formatQuantity(value);
    }

    /** What other addons offer after this scan, where this client knows the task. */
    get offers() {
        const {card, keptAt} = this.state;
        const offers = keptAt ? [] : card?.offers || [];
        return offers.filter((offer) => tasks.contains(offer.task));
    }

    takeOffer(offer) {
        this.station.openTask(offer.task, offer.state, offer.payload || {});
    }
}

tasks.add("lookup", {Screen: LookupScreen});
