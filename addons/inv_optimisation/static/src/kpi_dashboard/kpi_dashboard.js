import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {messageOf} from "../requisition_queue/store/queue_reader";
import {
    exportUrl,
    fetchDashboard,
    fetchPrintAction,
    fetchRowsAction,
    startRun,
} from "./kpi_dashboard_api";
import {KpiFilters} from "./kpi_filters/kpi_filters";
import {KpiTile} from "./kpi_tile/kpi_tile";

const START = {warehouse_id: false, abc_class: false, months: 12};

/** Is it getting better? Value, target and line of every KPI, for a site and class. */
export class KpiDashboard extends Component {
    static template = "inv_optimisation.KpiDashboard";
    static components = {Layout, KpiFilters, KpiTile};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.display = {controlPanel: {}};
        this.exportUrl = exportUrl;
        this.state = useState({
            status: "loading",
            data: null,
            error: "",
            turned: this.props.state?.turned || "",
            filters: {...START, ...this.props.state?.filters},
        });
        useSetupAction({
            getLocalState: () => ({
                filters: {...this.state.filters},
                turned: this.state.turned,
            }),
        });
        // The frame shows at once, so the promise is not returned.
        onWillStart(() => {
            this.load();
        });
    }

    async load() {
        this.state.status = this.state.data ? "refreshing" : "loading";
        const filters = {...this.state.filters};
        try {
            const data = await fetchDashboard(this.orm, filters);
            if (this.isCurrent(filters)) {
                Object.assign(this.state, {status: "ready", data, error: ""});
            }
        } catch (error) {
            Object.assign(this.state, {status: "error", error: messageOf(error)});
        }
    }

    /** Whether nobody chose other filters while these were read. */
    isCurrent(filters) {
        return JSON.stringify(filters) === JSON.stringify(this.state.filters);
    }

    get isShown() {
        return (
            ["ready", "refreshing"].includes(this.state.status) &&
            !this.state.data.is_empty
        );
    }

    get isFiltered() {
        return Boolean(this.state.filters.warehouse_id || this.state.filters.abc_class);
    }

    get largeTiles() {
        return this.state.data.tiles.filter((tile) => tile.size === "large");
    }

    get smallTiles() {
        return this.state.data.tiles.filter((tile) => tile.size === "small");
    }

    setFilters(values) {
        Object.assign(this.state.filters, values);
        return this.load();
    }

    turn(code) {
        this.state.turned = this.state.turned === code ? "" : code;
    }

    async openRows(code) {
        await this.attempt(async () => {
            const action = await fetchRowsAction(this.orm, code, this.state.filters);
            await this.action.doAction(action);
        });
    }

    async print() {
        await this.attempt(async () => {
            this.action.doAction(await fetchPrintAction(this.orm, this.state.filters));
        });
    }

    async start() {
        await this.attempt(async () => {
            await this.action.doAction(await startRun(this.orm));
        });
    }

    async attempt(task) {
        try {
            await task();
        } catch (error) {
            this.notification.add(messageOf(error), {
                type: "danger",
                title: _t("That did not work"),
            });
        }
    }

    openHistory() {
        return this.action.doAction("inv_optimisation.inv_kpi_snapshot_action");
    }

    openTargets() {
        return this.action.doAction("inv_optimisation.inv_kpi_target_action");
    }
}

registry.category("actions").add("inv_optimisation.kpi_dashboard", KpiDashboard);
