import {Component, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatCount} from "../../requisition_queue/requisition_queue_text";
import {KIND_ICONS} from "../kind_icons";

const ARROWS = {worse: "fa-caret-up", better: "fa-caret-down", same: "fa-minus"};
const WIDTH = 84;
const HEIGHT = 26;

/** Six cards that count the exceptions; a click filters the list. */
export class ExceptionCards extends Component {
    static template = "inv_optimisation.ExceptionCards";
    static props = {store: Object, count: Number};

    setup() {
        this.search = useState({version: 0});
        this.bus = this.env.searchModel;
        this.onSearch = () => this.search.version++;
        this.bus.addEventListener("update", this.onSearch);
        onWillUnmount(() => this.bus.removeEventListener("update", this.onSearch));
        this.size = {width: WIDTH, height: HEIGHT};
    }

    get cards() {
        return this.props.store.header?.cards || [];
    }

    get items() {
        // Read, so that the cards follow the search bar.
        this.search.version;
        return this.env.searchModel.getSearchItems(
            ({type, name}) => type === "filter" && name in KIND_ICONS
        );
    }

    isActive(card) {
        return this.items.some(({name, isActive}) => name === card.kind && isActive);
    }

    toggle(card) {
        for (const {id, name, isActive} of this.items) {
            if (isActive !== (name === card.kind && !isActive)) {
                this.env.searchModel.toggleSearchItem(id);
            }
        }
    }

    icon(card) {
        return KIND_ICONS[card.kind];
    }

    arrow(card) {
        return ARROWS[card.trend.tone];
    }

    /** Path of the small line; the server gives its points from 0 to 1. */
    path(card) {
        const points = card.line.map(
            ([x, y]) => `${2 + x * (WIDTH - 4)},${HEIGHT - 2 - y * (HEIGHT - 4)}`
        );
        return points.length ? `M${points.join("L")}` : "";
    }

    get countText() {
        const {count} = this.props;
        const values = {count: formatCount(count)};
        return count === 1 ? _t("1 decision") : _t("%(count)s decisions", values);
    }
}
