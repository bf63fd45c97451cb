import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {formatShare} from "../count_programme/count_programme_text";
import {AccuracyFilters} from "./accuracy_filters/accuracy_filters";
import {AccuracyStore} from "./accuracy_store";
import {Headline} from "./headline/headline";
import {IntervalChart} from "./interval_chart/interval_chart";
import {Pareto} from "./pareto/pareto";
import {SamplePlanner} from "./sample_planner/sample_planner";
import {TrendChart} from "./trend_chart/trend_chart";
import {ValueTiles} from "./value_tiles/value_tiles";

const LINES = "inv_cycle_count.inv_count_line_report_action";
const PROGRAMME = "inv_cycle_count.inv_count_programme_action";
/** Cuts of the same figures, and the field that each drills down by. */
const CUTS = {
    classes: {title: _t("By class"), field: "item_class"},
    zones: {title: _t("By zone"), field: "zone_id"},
    counters: {title: _t("By first counter"), field: "first_counter_id"},
};

/** How right the records are, with n, interval and sample kind together. */
export class RecordAccuracy extends Component {
    static template = "inv_cycle_count.RecordAccuracy";
    static components = {
        AccuracyFilters,
        Headline,
        IntervalChart,
        Layout,
        Pareto,
        SamplePlanner,
        TrendChart,
        ValueTiles,
    };
    static props = {...standardActionServiceProps};

    setup() {
        const {state} = this.props;
        this.store = useState(new AccuracyStore(useService("orm"), state?.filters));
        this.state = useState({cut: "classes"});
        this.action = useService("action");
        this.display = {controlPanel: {}};
        this.cuts = Object.entries(CUTS).map(([key, {title}]) => ({
            key,
            title: title.toString(),
        }));
        this.share = formatShare;
        useSetupAction({getLocalState: () => ({filters: this.store.filters})});
        onWillStart(() => {
            this.store.load();
        });
    }

    get data() {
        return this.store.data;
    }

    get isEmpty() {
        const {headline, values, trend} = this.data;
        return !headline.has_data && !values.counted && !trend.counted;
    }

    get shownCut() {
        return this.data.cuts[this.state.cut];
    }

    get cutField() {
        return CUTS[this.state.cut].field;
    }

    get datedText() {
        const at = luxon.DateTime.fromSQL(this.data.computed_at, {zone: "utc"});
        return _t("Data of %(time)s", {
            time: at.toLocal().toLocaleString(luxon.DateTime.DATETIME_SHORT),
        });
    }

    /** Show the counts behind a figure. */
    openLines(domain = []) {
        const {kind, days} = this.data.filters;
        const since = luxon.DateTime.utc()
            .minus({days})
            .toFormat("yyyy-MM-dd HH:mm:ss");
        const scope = [
            ["is_counted", "=", true],
            ["counted_datetime", ">=", since],
        ];
        if (kind === "sample") {
            scope.push(["kind", "=", "sample"]);
        }
        return this.open(LINES, [...scope, ...domain]);
    }

    openMisses(cause) {
        const since = luxon.DateTime.utc().minus({days: this.data.filters.days});
        return this.open(LINES, [
            ["is_counted", "=", true],
            ["is_hit", "=", false],
            ["cause_id", "=", cause],
            ["counted_datetime", ">=", since.toFormat("yyyy-MM-dd HH:mm:ss")],
        ]);
    }

    async open(xmlid, domain) {
        const action = await this.action.loadAction(xmlid);
        return this.action.doAction({...action, domain});
    }

    openSite(row) {
        return this.openLines(row.is_all ? [] : [["warehouse_id", "=", row.key]]);
    }

    openCut(row) {
        return this.openLines([[this.cutField, "=", row.key]]);
    }

    openProgramme() {
        return this.action.doAction(PROGRAMME);
    }
}

registry.category("actions").add("inv_cycle_count.record_accuracy", RecordAccuracy);
