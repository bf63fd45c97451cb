import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("inv_manager_reads_the_kpis", {
    steps: () => [
        {
            content: "Open the menu",
            trigger: "[data-menu-xmlid='inv_optimisation.inv_reporting_menu']",
            run: "click",
        },
        {
            content: "Choose the KPIs",
            trigger: "[data-menu-xmlid='inv_optimisation.inv_kpi_dashboard_menu']",
            run: "click",
        },
        {content: "A chart is drawn", trigger: "[data-kpi=stock_value] canvas"},
        {
            content: "Turn a tile over",
            trigger: "[data-kpi=turns] .o_inv_kpi_info",
            run: "click",
        },
        {
            content: "Its formula with its numbers",
            trigger: "[data-kpi=turns] .o_inv_kpi_numbers:contains('÷')",
        },
        {
            content: "Open its rows",
            trigger: "[data-kpi=turns] .o_inv_kpi_rows",
            run: "click",
        },
        {content: "The sums by day", trigger: ".o_list_view .o_group_header"},
        {
            content: "Back to the page",
            trigger: ".o_back_button, .breadcrumb-item a",
            run: "click",
        },
        {
            content: "The tile is still turned; turn it back",
            trigger: "[data-kpi=turns] .o_inv_kpi_close",
            run: "click",
        },
        {
            content: "Look at one site",
            trigger: ".o_inv_kpi_site",
            run: "selectByIndex 1",
        },
        {
            content: "It is read for the site",
            trigger:
                ".o_inv_kpi_dashboard[data-status=ready] [data-kpi=turns] .o_inv_kpi_info",
            run: "click",
        },
        {
            content: "Its scope is not all sites",
            trigger: "[data-kpi=turns] .o_inv_kpi_formula:not(:contains('All sites'))",
        },
    ],
});
