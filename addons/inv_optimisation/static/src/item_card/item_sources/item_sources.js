import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {usePanel} from "../item_card_api";

/** The vendors of an item beside each other, the chosen one first. */
export class ItemSources extends Component {
    static template = "inv_optimisation.ItemSources";
    static props = {...standardWidgetProps};

    setup() {
        this.panel = usePanel((api, pointId) => api.fetchSources(pointId));
    }
}

registry.category("view_widgets").add("inv_item_sources", {component: ItemSources});
