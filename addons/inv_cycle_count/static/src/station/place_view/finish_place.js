import {_t} from "@web/core/l10n/translation";

/** Ask what to do about moves during the count. */
function askMoved(station, store, {move_count: count}) {
    const text =
        count === 1
            ? _t("1 move since you started. Recount or keep?")
            : _t("%s moves since you started. Recount or keep?", count);
    station.openSheet({
        kind: "amber",
        title: _t("Stock moved meanwhile"),
        text,
        buttons: [
            {
                label: _t("Keep my count"),
                primary: true,
                onClick: () => finishPlace(station, store, {answer: "keep"}),
            },
            {
                label: _t("Count again"),
                onClick: () => finishPlace(station, store, {answer: "recount"}),
            },
        ],
    });
}

/** Submit the place and go where the answer says. */
export async function finishPlace(station, store, values) {
    const {place_id: placeId} = store.place;
    const answer = await store.submit(values);
    if (answer.state === "refused") {
        return null;
    }
    if (answer.next_state === "moved") {
        return askMoved(station, store, answer.data);
    }
    if (answer.next_state === "recount") {
        // The counter still stands there.
        store.ensureProgress(answer.data.place_id).isHere = true;
        return store.goTo(answer.data.place_id);
    }
    const next = store.places.find((place) => place.place_id !== placeId);
    if (!next) {
        store.state.placeId = null;
        return store.show("list");
    }
    return store.goTo(next.place_id);
}
