import {Component, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {shortDay} from "../count_programme_text";

/** What levelling would move, before it moves anything. */
export class LevelDialog extends Component {
    static template = "inv_cycle_count.LevelDialog";
    static components = {Dialog};
    static props = {preview: Object, apply: Function, close: Function};

    setup() {
        this.state = useState({isBusy: false});
        this.shortDay = shortDay;
    }

    get title() {
        return _t("Level %(weeks)s weeks", {weeks: this.props.preview.weeks});
    }

    get peakText() {
        const {peak_before: before, peak_after: after} = this.props.preview;
        return _t("Busiest day: %(before)s minutes now, %(after)s afterwards.", {
            before,
            after,
        });
    }

    get overText() {
        const {over_before: before, over_after: after} = this.props.preview;
        return _t("Days over capacity: %(before)s now, %(after)s afterwards.", {
            before,
            after,
        });
    }

    get moreText() {
        const count = this.props.preview.more_count;
        return count ? _t("and %(count)s more", {count}) : "";
    }

    async apply() {
        this.state.isBusy = true;
        await this.props.apply();
        this.props.close();
    }
}
