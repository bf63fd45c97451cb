import {Component, onWillStart, useState} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {weekDay} from "./count_programme_text";
import {CoverageBars} from "./coverage_bars/coverage_bars";
import {DayPanel} from "./day_panel/day_panel";
import {HeatMap} from "./heat_map/heat_map";
import {LevelDialog} from "./level_dialog/level_dialog";
import {ProgrammeStore} from "./programme_store";
import {ProgrammeTiles} from "./programme_tiles/programme_tiles";
import {RuleList} from "./rule_list/rule_list";
import {SessionTable} from "./session_table/session_table";
import {ZoneLoad} from "./zone_load/zone_load";

const PLAN_ACTION = "inv_cycle_count.inv_count_plan_action";
const LINES_ACTION = "inv_cycle_count.inv_count_line_report_action";
const ACCURACY_ACTION = "inv_cycle_count.inv_count_accuracy_action";

/** Counts to come against what people can do: is the promise kept? */
export class CountProgramme extends Component {
    static template = "inv_cycle_count.CountProgramme";
    static components = {
        CoverageBars,
        DayPanel,
        Dropdown,
        DropdownItem,
        HeatMap,
        Layout,
        ProgrammeTiles,
        RuleList,
        SessionTable,
        ZoneLoad,
    };
    static props = {...standardActionServiceProps};

    setup() {
        const {state} = this.props;
        this.store = useState(new ProgrammeStore(useService("orm"), state?.filters));
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.display = {controlPanel: {}};
        useSetupAction({getLocalState: () => ({filters: this.store.filters})});
        onWillStart(() => {
            this.store.load();
        });
    }

    get data() {
        return this.store.data;
    }

    get today() {
        return weekDay(this.data.today);
    }

    async level() {
        try {
            const preview = await this.store.preview();
            this.dialog.add(LevelDialog, {
                preview,
                apply: () => this.store.level(preview.token),
            });
        } catch (error) {
            this.store.refuse(error);
        }
    }

    // ------------------------------------------------------------------------
    // Where else to go
    // ------------------------------------------------------------------------

    openAccuracy() {
        return this.action.doAction(ACCURACY_ACTION);
    }

    openPlan() {
        const additionalContext = {
            search_default_programme_id: this.data?.programme?.id,
        };
        return this.action.doAction(PLAN_ACTION, {additionalContext});
    }

    openSettings() {
        return this.openForm("inv.count.programme", this.data.programme.id);
    }

    openRule(id) {
        return this.openForm("inv.count.rule", id, {
            default_programme_id: this.data.programme.id,
        });
    }

    openSession(id = false) {
        return this.openForm("inv.count.session", id, {
            default_warehouse_id: this.data.programme.warehouse_id,
        });
    }

    openForm(model, id, context = {}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
            context,
        });
    }

    /** The counts that were made on a day. */
    async openCounts(day) {
        const action = await this.action.loadAction(LINES_ACTION);
        const next = luxon.DateTime.fromISO(day).plus({days: 1}).toISODate();
        const domain = [
            ["is_counted", "=", true],
            ["warehouse_id", "=", this.data.programme.warehouse_id],
            ["counted_datetime", ">=", day],
            ["counted_datetime", "<", next],
        ];
        return this.action.doAction({...action, domain});
    }

    openWeek() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Count Sessions"),
            res_model: "inv.count.session",
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: [["warehouse_id", "=", this.data.programme.warehouse_id]],
        });
    }
}

registry.category("actions").add("inv_cycle_count.programme", CountProgramme);
