import {registry} from "@web/core/registry";

const MATRIX = ".o_inv_lane_matrix[data-status=ready]";
const STOCK = ".o_inv_network_stock[data-status=ready]";
/** A lane in the matrix of a desktop or in the list of a phone. */
const lane = (source, target) =>
    `${MATRIX} [data-row='${source}'] button.o_inv_matrix_button[aria-label*='${target}'], ` +
    `${MATRIX} [data-row='${source}'] .o_inv_lane_row[data-to='${target}']`;

registry.category("web_tour.tours").add("inv_lane_matrix", {
    steps: () => [
        {
            content: "There is no lane yet",
            trigger: `${MATRIX} .o_inv_net_empty:contains('resupply route')`,
        },
        {
            content: "Propose them",
            trigger: `${MATRIX} .o_inv_propose`,
            run: "click",
        },
        {
            content: "Open the lane",
            trigger: lane("Tour North", "Tour South"),
            run: "click",
        },
        {
            content: "Give it a cost",
            trigger: ".modal .o_field_widget[name=cost_per_shipment] input",
            run: "edit 78",
        },
        {
            content: "Give it days",
            trigger: ".modal .o_field_widget[name=lead_time_manual_days] input",
            run: "edit 2",
        },
        {
            content: "Save",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "The cell tells the cost",
            trigger: `${MATRIX} [data-row='Tour North']:contains('a shipment'):contains('2 days')`,
        },
    ],
});

registry.category("web_tour.tours").add("inv_stock_by_site", {
    steps: () => [
        {
            content: "Search the item",
            trigger: `${STOCK} .o_inv_items_search input`,
            run: "edit Tour pump",
        },
        {
            content: "Choose it",
            trigger: `${STOCK} .o_inv_items:not(:contains('Tour seal')) [data-item='Tour pump']`,
            run: "click",
        },
        {
            content: "The short site is there",
            trigger: `${STOCK} [data-site='Tour South'] .o_inv_short:contains('27')`,
        },
        {
            content: "The other one can help",
            trigger: `${STOCK} [data-short='Tour South'] [data-from='Tour North']:contains('arrives')`,
        },
        {
            content: "Open its lane",
            trigger: `${STOCK} [data-from='Tour North'] .o_inv_helper_lane`,
            run: "click",
        },
        {
            content: "It opens",
            trigger: ".modal .o_form_view .o_field_widget[name=route_id]",
        },
        {
            content: "Close it",
            trigger: ".modal .btn-close, .modal .oi-arrow-left",
            run: "click",
        },
        {
            content: "Open the stocking point",
            trigger: `${STOCK} [data-site='Tour South'] .o_inv_site_name`,
            run: "click",
        },
        {
            content: "It is the one of the site",
            trigger: ".o_form_view:contains('Tour pump'):contains('Tour South')",
        },
    ],
});

registry.category("web_tour.tours").add("inv_stock_by_site_button", {
    steps: () => [
        {
            content: "All sites of the item of a stocking point",
            trigger: ".o_form_view button[name=action_open_network_position]",
            run: "click",
        },
        {
            content: "The item is shown, not the first of the list",
            trigger: `${STOCK} .o_inv_network_item h2:contains('Tour seal')`,
        },
        {
            content: "Where it is not stocked is said",
            trigger: `${STOCK} .o_inv_network_item:contains('Not stocked in Tour South')`,
        },
    ],
});
