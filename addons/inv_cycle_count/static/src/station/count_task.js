import {tasks} from "@inv_handheld/building_blocks";
import {CountScreen} from "./count_screen/count_screen";
import {CountHomeCard} from "./home_card/home_card";
import {getCountStore} from "./store/count_store";

/** A scan outside of the task: a place on the list opens it. */
function claimScan(raw, station) {
    const place = getCountStore(station).matcher.findPlace(raw);
    return place && {state: "here", data: {place_id: place.place_id}};
}

/** A refused count is edited where it was made. */
function editEvent(row, station) {
    station.openTask("count", "place", {place_id: row.payload.place_id});
    return null;
}

tasks.add("count", {
    Screen: CountScreen,
    HomeCard: CountHomeCard,
    claimScan,
    editEvent,
});
