import {Component, onWillStart, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {messageOf} from "../../requisition_queue/store/queue_reader";
import {formatCount} from "../../requisition_queue/requisition_queue_text";
import {getSafeLines} from "../workbench_api";

/** The safe lines to look at before they are approved together. */
export class SafeLines extends Component {
    static template = "inv_optimisation.SafeLines";
    static components = {Dialog};
    static props = {store: Object, close: Function};

    setup() {
        this.title = _t("Safe lines");
        this.state = useState({data: null, left: {}, problem: ""});
        onWillStart(async () => {
            try {
                this.state.data = await getSafeLines(this.props.store.orm);
            } catch (error) {
                this.state.problem = messageOf(error);
            }
        });
    }

    get lines() {
        return this.state.data?.lines || [];
    }

    get chosen() {
        return this.lines.filter(({id}) => !this.state.left[id]);
    }

    get label() {
        return _t("Approve %(count)s", {count: formatCount(this.chosen.length)});
    }

    toggle(line) {
        this.state.left[line.id] = !this.state.left[line.id];
    }

    async approve() {
        const {store, close} = this.props;
        await store.approve(this.chosen.map(({id}) => id));
        if (store.problem) {
            this.state.problem = store.problem;
        } else {
            close();
        }
    }
}
