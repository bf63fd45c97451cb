import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useDebounced} from "@web/core/utils/timing";
import {TONE_ICONS} from "../network_stock_text";

const TYPING_MS = 250;

/** Items to choose from: those with short sites first, then those with excess. */
export class ItemList extends Component {
    static template = "inv_multisite.ItemList";
    static props = {store: Object, choose: Function};

    setup() {
        this.icons = TONE_ICONS;
        this.search = useDebounced(
            (text) => this.props.store.setSearch(text),
            TYPING_MS
        );
    }

    get pagerText() {
        const {offset, pageEnd, count} = this.props.store;
        return _t("%(first)s–%(last)s of %(count)s", {
            first: offset + 1,
            last: pageEnd,
            count,
        });
    }
}
