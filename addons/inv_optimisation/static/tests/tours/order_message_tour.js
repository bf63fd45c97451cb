import {registry} from "@web/core/registry";

const ROW = ".o_data_row:contains('Tour product')";

registry.category("web_tour.tours").add("inv_order_message", {
    steps: () => [
        {
            content: "A word says what to do, a sentence why",
            trigger: `${ROW}:contains('Postpone'):contains('on hand')`,
        },
        {
            content: "Accept the change",
            trigger: `${ROW} button[name=action_accept]`,
            run: "click",
        },
        {
            content: "It is done with",
            trigger: `.o_list_view:not(:has(${ROW}))`,
        },
    ],
});
