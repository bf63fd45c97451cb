import {registry} from "@web/core/registry";

/** A day some weeks from now, as a date field takes it. */
function inDays(days) {
    return luxon.DateTime.now().plus({days}).toISODate();
}

registry.category("web_tour.tours").add("inv_forecast_override", {
    steps: () => [
        {
            content: "The first category is open",
            trigger: ".o_inv_forecast_chart canvas",
        },
        {
            content: "Override it",
            trigger: ".o_inv_override",
            run: "click",
        },
        {
            content: "By how much",
            trigger: ".o_inv_override_form [name=value]",
            run: "edit 20",
        },
        {
            content: "Why",
            trigger: ".o_inv_override_form [name=note]",
            run: "edit Spring leaflet",
        },
        {
            content: "Without a last day",
            trigger: ".o_inv_override_confirm",
            run: "click",
        },
        {
            content: "It says what is missing",
            trigger: ".o_inv_override_problem:contains('last day')",
        },
        {
            content: "Until when",
            trigger: ".o_inv_override_form [name=date_to]",
            run() {
                this.anchor.value = inDays(20);
                this.anchor.dispatchEvent(new Event("input", {bubbles: true}));
                this.anchor.dispatchEvent(new Event("change", {bubbles: true}));
            },
        },
        {
            content: "Enter it",
            trigger: ".o_inv_override_confirm",
            run: "click",
        },
        {
            content: "The list shows it",
            trigger: ".o_inv_forecast_chosen .o_inv_forecast_chip:contains('+20 %')",
        },
        {
            content: "It is in force",
            trigger:
                ".o_inv_override_list [data-state=running]:contains('Spring leaflet')",
        },
        {
            content: "The next plan uses it; take it back",
            trigger:
                ".o_inv_forecast_notice:contains('next plan') .o_inv_forecast_undo",
            run: "click",
        },
        {
            content: "It is gone",
            trigger: ".o_inv_forecast_notice:contains('taken back')",
        },
        {
            content: "The forecast counts as it is",
            trigger: ".o_inv_override_none",
        },
    ],
});
