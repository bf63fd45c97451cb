import {Component, onWillStart, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useBus, useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {BoardControls} from "./board_controls/board_controls";
import {Comparison} from "./comparison/comparison";
import {GainMatrix} from "./gain_matrix/gain_matrix";
import {LaneTable} from "./lane_table/lane_table";
import {BoardStore, EMPTY_FILTERS} from "./store/board_store";
import {SuggestionRow} from "./suggestion_row/suggestion_row";
import {daysText, formatCount, money} from "./transfer_board_text";

const FOLLOW_MS = 4000;

/** Transfers between sites that pay: who can help whom, what it costs, why so much. */
export class TransferBoard extends Component {
    static template = "inv_multisite.TransferBoard";
    static components = {
        BoardControls,
        Comparison,
        GainMatrix,
        LaneTable,
        Layout,
        SuggestionRow,
    };
    static props = {...standardActionServiceProps};

    setup() {
        const {action, state} = this.props;
        const filters = state?.filters ?? action.params?.filters ?? {};
        this.store = useState(new BoardStore(useService("orm"), filters));
        this.action = useService("action");
        this.ui = useState({leastGain: ""});
        this.display = {controlPanel: {}};
        Object.assign(this, {formatCount, money});
        useSetupAction({getLocalState: () => ({filters: {...this.store.filters}})});
        useBus(this.env.services.bus_service, "inv.transfer.run/progress", () =>
            this.store.load()
        );
        const timer = setInterval(() => this.follow(), FOLLOW_MS);
        onWillUnmount(() => clearInterval(timer));
        onWillStart(() => {
            this.store.load();
        });
    }

    /** While a run goes on its suggestions come. */
    follow() {
        return this.store.isRunning ? this.store.load() : null;
    }

    get data() {
        return this.store.data;
    }

    get acceptText() {
        const count = formatCount(this.data.new_count);
        return this.store.lane
            ? _t("Accept Lane (%(count)s)", {count})
            : _t("Accept All (%(count)s)", {count});
    }

    get chosenText() {
        return _t("Accept %(count)s Chosen", {
            count: formatCount(this.store.chosen.length),
        });
    }

    get pagerText() {
        const {offset, pageEnd} = this.store;
        return _t("%(first)s-%(last)s / %(count)s", {
            first: offset + 1,
            last: pageEnd,
            count: formatCount(this.data.count),
        });
    }

    get emptyTitle() {
        if (!this.data.lanes.length) {
            return _t("No lanes yet");
        }
        if (this.store.isFiltered) {
            return _t("No transfer matches");
        }
        return this.data.run ? _t("No transfer pays today") : _t("No run yet");
    }

    get emptyText() {
        const {lanes, run, nearest, parameters} = this.data;
        if (!lanes.length) {
            return _t("Lanes say between which sites goods may go, and what it costs.");
        }
        if (this.store.isFiltered) {
            return _t("Show all to see what the other lanes can do.");
        }
        if (!run) {
            return _t("A run looks for stock that helps more at another site.");
        }
        if (nearest) {
            return _t(
                "No site has more than its safety stock and %(keep)s of demand. Nearest: %(product)s in %(site)s, %(days)s short of it.",
                {
                    keep: daysText(parameters.keep_days),
                    product: nearest.product,
                    site: nearest.site,
                    days: daysText(nearest.missing_days),
                }
            );
        }
        return _t("No site is short of what another one can spare at a gain.");
    }

    get runText() {
        const {run} = this.data;
        return run.state === "failed"
            ? _t("%(run)s failed: %(message)s", {run: run.name, message: run.message})
            : _t("%(run)s is under way: %(percent)s % done.", {
                  run: run.name,
                  percent: formatCount(Math.round(run.progress)),
              });
    }

    get showsRun() {
        return this.store.isRunning || this.data?.run?.state === "failed";
    }

    chooseLane(laneId) {
        const isSame = this.store.filters.lane_id === laneId;
        return this.store.setFilters({lane_id: isSame ? false : laneId});
    }

    clearFilters() {
        return this.store.setFilters({...EMPTY_FILTERS});
    }

    acceptAll() {
        const least = Number(this.ui.leastGain.replace(",", "."));
        if (!(least >= 0)) {
            return this.store.tell(_t("Type the least gain as a number."), true);
        }
        return this.store.acceptAll(least);
    }

    acceptChosen() {
        return this.store.accept(this.store.chosen.map(({id}) => id));
    }

    openList() {
        return this.action.doAction("inv_multisite.inv_transfer_suggestion_action");
    }

    openLanes() {
        return this.action.doAction("inv_multisite.inv_lane_action");
    }

    openRecord(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "inv.transfer.suggestion",
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("inv_multisite.transfer_board", TransferBoard);
