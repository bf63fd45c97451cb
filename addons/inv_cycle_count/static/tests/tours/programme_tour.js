import {registry} from "@web/core/registry";

const PROGRAMME = ".o_inv_count_programme[data-status=ready]";
const ACCURACY = ".o_inv_record_accuracy[data-status=ready]";

registry.category("web_tour.tours").add("inv_count_programme", {
    steps: () => [
        {
            content: "There is no programme yet",
            trigger: `${PROGRAMME} .o_inv_count_empty:contains('working days')`,
        },
        {
            content: "Start one",
            trigger: `${PROGRAMME} .o_inv_create_programme`,
            run: "click",
        },
        {
            content: "Days are planned",
            trigger: `${PROGRAMME} .o_inv_heat_cell.o_inv_heat_today, ${PROGRAMME} .o_inv_heat_cell`,
        },
        {
            content: "Rules are there",
            trigger: `${PROGRAMME} .o_inv_rule:contains('Class A')`,
        },
        {
            content: "Open the fourth day from now",
            trigger: `${PROGRAMME} .o_inv_heat_cell:enabled[aria-label*='minutes']:eq(25)`,
            run: "click",
        },
        {content: "Its panel opens", trigger: `${PROGRAMME} .o_inv_day_panel h2`},
        {
            content: "Close it",
            trigger: `${PROGRAMME} .o_inv_day_close`,
            run: "click",
        },
        {content: "Level", trigger: `${PROGRAMME} .o_inv_level`, run: "click"},
        {
            content: "Nothing is to be levelled",
            trigger: ".o_inv_level_dialog:contains('Busiest day')",
        },
        {
            content: "Leave it",
            trigger: ".modal-footer .btn-secondary",
            run: "click",
        },
        {
            content: "Switch a rule off",
            trigger: `${PROGRAMME} .o_inv_rule:contains('Short Pick') .o_inv_rule_switch`,
            run: "click",
        },
        {
            content: "It is off",
            trigger: `${PROGRAMME} .o_inv_rule_off:contains('Short Pick')`,
        },
    ],
});

registry.category("web_tour.tours").add("inv_record_accuracy", {
    steps: () => [
        {
            content: "The figure with its interval",
            trigger: `${ACCURACY} .o_inv_headline_figure:contains('%')`,
        },
        {
            content: "By zone",
            trigger: `${ACCURACY} [data-cut=zones]`,
            run: "click",
        },
        {
            content: "A zone has its interval",
            trigger: `${ACCURACY} .o_inv_intervals tr[data-row='Tour Zone'] .o_inv_interval_text`,
        },
        {
            content: "A firmer answer",
            trigger: `${ACCURACY} #o_inv_margin`,
            run: "select 0.03",
        },
        {
            content: "Add it to the programme",
            trigger: `${ACCURACY} .o_inv_add_sample:enabled`,
            run: "click",
        },
        {
            content: "It is added",
            trigger: `${ACCURACY} .o_inv_count_message:contains('random counts a day')`,
        },
    ],
});
