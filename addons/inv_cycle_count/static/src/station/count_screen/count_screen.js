import {
    Component,
    onMounted,
    onWillStart,
    onWillUpdateProps,
    useState,
} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useStation} from "@inv_handheld/building_blocks";
import {PadView} from "../pad_view/pad_view";
import {PlaceList} from "../place_list/place_list";
import {PlaceView} from "../place_view/place_view";
import {RecountView} from "../recount_view/recount_view";
import {getCountStore} from "../store/count_store";
import {TagsView} from "../tags_view/tags_view";

const VIEWS = {
    list: PlaceList,
    place: PlaceView,
    pad: PadView,
    recount: RecountView,
    tags: TagsView,
};

/** The count task: the list of places, a place, the pad, a recount, a bulk read. */
export class CountScreen extends Component {
    static template = "inv_cycle_count.CountScreen";
    static props = {
        state: {type: String, optional: true},
        data: {type: Object, optional: true},
        stamp: {type: Number, optional: true},
    };

    setup() {
        this.station = useStation();
        this.store = getCountStore(this.station);
        this.state = useState(this.store.state);
        onWillStart(() => this.store.load());
        onMounted(() => this.adopt(this.props));
        onWillUpdateProps((next) => {
            if (next.stamp !== this.props.stamp) {
                this.adopt(next);
            }
        });
    }

    get View() {
        const {view, placeId} = this.state;
        return view === "list" || placeId ? VIEWS[view] : PlaceList;
    }

    /** Do what opened the task: a place that was scanned, chosen or spotted. */
    async adopt({state, data}) {
        if (state === "here" || state === "place") {
            await this.store.goTo(data.place_id, state === "here");
        } else if (state === "spot") {
            await this.spot(data);
        } else if (state === "next") {
            await this.store.goTo(this.store.places[0]?.place_id || null);
        } else if (!this.store.place) {
            await this.store.show("list");
        }
    }

    async spot({location_id, location}) {
        const answer = await this.station.submit({
            task: "count",
            state: "spot",
            payload: {location_id},
            label: location || "",
            detail: _t("spot count"),
            icon: "fa-crosshairs",
        });
        if (answer.state === "done") {
            await this.store.adopt(answer.data.work);
            await this.store.goTo(answer.data.place_id, true);
        } else if (answer.state === "queued") {
            this.station.notify(
                _t("A spot count starts with the network. Try again when it is back.")
            );
        }
    }
}
