import {Component, onWillStart, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import * as api from "../checklist_api";

/** One line above the cards as long as an important first step is open. */
export class ChecklistBanner extends Component {
    static template = "inv_optimisation.ChecklistBanner";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({banner: null});
        onWillStart(() => {
            this.load();
        });
    }

    /** The workbench works without it: what goes wrong here stays silent. */
    async load() {
        try {
            this.state.banner = await api.getBanner(this.orm);
        } catch {
            this.state.banner = null;
        }
    }

    open() {
        this.action.doAction("inv_optimisation.inv_checklist_action");
    }

    async hide() {
        this.state.banner = null;
        await api.hideBanner(this.orm);
    }
}
