import {_t} from "@web/core/l10n/translation";

/** Red alarm: the scanned place is not the one that is being counted. */
function raise(station, store, scanned, label, leave) {
    const {place} = store;
    station.feedback.play("wrong");
    station.state.alarm = {
        title: _t("Wrong place"),
        scanned,
        right: place.location,
        right_codes: place.barcodes,
        rightLabel: _t("You are counting"),
        text: _t("Nothing was counted for it. What you counted so far is kept."),
        actions: [
            {label, icon: "fa-exchange", isLeaving: true},
            {label: _t("Stay at %s", place.location), icon: "fa-check", isSafe: true},
        ],
        onAnswer: (action) => action?.isLeaving && leave(),
    };
}

/** Another place of the list: one tap switches to it. */
export function raiseWrongPlace(station, store, raw, found) {
    raise(station, store, found.location, _t("Switch to %s", found.location), () =>
        store.goTo(found.place_id, true)
    );
}

/** A place that is not on the list: it can be spot counted. */
export function raiseOtherPlace(station, store, raw, scan) {
    const name = scan.location.split("/").at(-1);
    raise(station, store, name, _t("Spot count %s", name), () =>
        station.openTask("count", "spot", {
            location_id: scan.location_id,
            location: name,
        })
    );
}
