import {Component, onWillStart, useState} from "@odoo/owl";
import {messageOf} from "@inv_optimisation/requisition_queue/store/queue_reader";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {LaneList} from "./lane_list/lane_list";
import {fetchMatrix, proposeLanes} from "./lane_matrix_api";
import {MatrixCell} from "./matrix_cell/matrix_cell";

const LANES = "inv_multisite.inv_lane_action";

/** The network: what each lane between two sites takes and costs. */
export class LaneMatrix extends Component {
    static template = "inv_multisite.LaneMatrix";
    static components = {LaneList, Layout, MatrixCell};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.ui = useService("ui");
        this.state = useState({
            status: "loading",
            error: "",
            data: null,
            isBusy: false,
            isSmall: this.ui.isSmall,
        });
        this.display = {controlPanel: {}};
        useSetupAction();
        onWillStart(() => {
            this.load();
        });
    }

    get data() {
        return this.state.data;
    }

    get hasMatrix() {
        return this.state.status === "ready" && this.data.lane_count > 0;
    }

    async load() {
        try {
            const data = await fetchMatrix(this.orm);
            Object.assign(this.state, {data, status: "ready", error: ""});
        } catch (error) {
            this.state.error = messageOf(error);
            this.state.status = this.data ? "ready" : "error";
        }
    }

    async propose() {
        this.state.isBusy = true;
        try {
            await this.action.doAction(await proposeLanes(this.orm));
            await this.load();
        } catch (error) {
            this.state.error = messageOf(error);
        } finally {
            this.state.isBusy = false;
        }
    }

    /** Open the lane of a cell, or a new one between its two sites. */
    openCell(cell) {
        const context = cell.lane_id
            ? {}
            : {
                  default_source_warehouse_id: cell.source_id,
                  default_target_warehouse_id: cell.target_id,
              };
        this.dialog.add(
            FormViewDialog,
            {
                resModel: "inv.lane",
                resId: cell.lane_id,
                context,
                title: cell.title,
                preventEdit: !this.data.can_edit,
            },
            {onClose: () => this.load()}
        );
    }

    openLanes() {
        return this.action.doAction(LANES);
    }
}

registry.category("actions").add("inv_multisite.lane_matrix", LaneMatrix);
