import {useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatQuantity, useStation} from "@inv_handheld/building_blocks";
import {CountWork, TASK} from "./count_work";
import {hasSerial} from "./place_progress";

/**
 * Counting at a place: what is counted goes into the station's log at once and is sent
 * in order.
 */
export class CountStore extends CountWork {
    // -- Counting -------------------------------------------------------------

    /** Write an event into the log; resolves with its key when it is on the disk. */
    async send(state, {payload = {}, ...event}) {
        const row = await this.station.queue.append({
            task: TASK,
            state,
            payload: {place_id: this.state.placeId, ...payload},
            ...event,
        });
        this.station.flush();
        return row.uuid;
    }

    /** Count a quantity of an item; shown at once, sent in order. */
    async count(item, quantity, {expression, lot, isDamaged, raw} = {}) {
        const lotName = lot || item.lot || "";
        const detail = [
            _t("%(quantity)s %(uom)s", {
                quantity: formatQuantity(quantity),
                uom: item.uom,
            }),
            lotName,
        ].filter(Boolean);
        const uuid = await this.send("count", {
            scan: raw || null,
            label: item.product,
            detail: detail.join(" · "),
            icon: "fa-cube",
            payload: {
                product_id: item.product_id,
                lot_id: lot ? false : item.lot_id,
                lot: lotName,
                package_id: item.package_id,
                owner_id: item.owner_id,
                quantity,
                expression: expression || null,
                is_damaged: Boolean(isDamaged),
            },
        });
        await this.note(uuid, item, quantity, lotName, "count");
        return uuid;
    }

    async note(uuid, item, quantity, lot, kind) {
        const progress = this.ensureProgress(this.state.placeId);
        progress.entries.push({uuid, item, quantity, lot, kind});
        progress.draft = null;
        await this.keep();
    }

    /** Serial numbers count once; false when this one was counted here. */
    async countSerial(item, lot, raw) {
        if (hasSerial(this.place, this.progress, item, lot)) {
            this.station.feedback.play("duplicate");
            this.station.notify(
                _t("Serial %s is already counted here. Not added.", lot)
            );
            return false;
        }
        this.station.feedback.play("ok");
        await this.count(item, 1, {lot, raw});
        return true;
    }

    async none(item) {
        const uuid = await this.send("none", {
            label: item.product,
            detail: _t("none here"),
            icon: "fa-ban",
            payload: {key: item.key},
        });
        await this.note(uuid, item, 0, "", "none");
        this.station.feedback.play("ok");
    }

    /** Take the last thing back that was counted at this place. */
    async undo() {
        const progress = this.ensureProgress(this.state.placeId);
        const entry = progress.entries.at(-1);
        if (!entry) {
            this.station.notify(_t("Nothing to undo here."));
            return;
        }
        await this.takeBack([entry.uuid]);
        this.station.notify(_t("Taken back: %s", entry.item.product));
    }

    async takeBack(keys) {
        const progress = this.ensureProgress(this.state.placeId);
        for (const key of new Set(keys.map((uuid) => uuid.split(":")[0]))) {
            await this.send("undo", {
                label: _t("Undo"),
                icon: "fa-undo",
                payload: {undo: key},
            });
            progress.undone = [...(progress.undone || []), key];
        }
        progress.entries = progress.entries.filter(({uuid}) => !keys.includes(uuid));
        await this.keep();
    }

    /** Keep what is on the pad, so that an empty battery loses no tap. */
    saveDraft(draft) {
        this.ensureProgress(this.state.placeId).draft = draft;
        return this.keep();
    }

    // -- Location done --------------------------------------------------------

    /** Submit the place; the answer says what comes next, or waits for the network. */
    async submit(values = {}) {
        const {placeId} = this.state;
        const {location} = this.place;
        const answer = await this.station.submit({
            task: TASK,
            state: "submit",
            payload: {place_id: placeId, ...values},
            label: location,
            detail: _t("location done"),
            icon: "fa-check",
        });
        if (answer.state === "queued") {
            this.state.submitted.push(placeId);
        }
        if (answer.state !== "refused" && answer.data?.status !== "moved") {
            delete this.state.progress[placeId];
        }
        await this.keep();
        return answer;
    }
}

/**
 * The store of this page; what a component reads of its state, also through getters,
 * draws the component again when it changes.
 */
export function useCountStore() {
    const station = useStation();
    const store = getCountStore(station);
    const state = useState(store.state);
    return new Proxy(store, {
        get(target, name, receiver) {
            if (name === "state") {
                return state;
            }
            if (name === "station") {
                return station;
            }
            const value = Reflect.get(target, name, receiver);
            return typeof value === "function" ? value.bind(target) : value;
        },
    });
}

const stores = new WeakMap();

/** The one store of a station; made when the task is first used. */
export function getCountStore(station) {
    const target = station.queue;
    if (!stores.has(target)) {
        stores.set(target, new CountStore(station));
    }
    return stores.get(target);
}
