import {registry} from "@web/core/registry";

const QUEUE = ".o_inv_requisition_queue";
const MINIMUM = "[data-measure=minimum] .o_inv_measure_note";
const TOTAL = ".o_inv_lines_total";
const ORDER = ".o_inv_queue_result:contains(/P\\d{5}/)";

/** Number in a formatted amount of the language of the tests. */
function amountOf(element) {
    return Number(element.textContent.replace(/[^0-9.]/g, ""));
}

function openQueue() {
    return [
        {
            content: "Open the menu",
            trigger: "[data-menu-xmlid='inv_optimisation.inv_requisition_menu']",
            run: "click",
        },
        {
            content: "Open the queue",
            trigger: "[data-menu-xmlid='inv_optimisation.inv_requisition_queue_menu']",
            run: "click",
        },
        {
            content: "Choose the card of the vendor",
            trigger: `${QUEUE} .o_inv_queue_card:contains('Tour vendor')`,
            run: "click",
        },
        {
            content: "It is chosen",
            trigger: `${QUEUE} .o_inv_requisition_title:contains('Tour vendor')`,
        },
    ];
}

registry.category("web_tour.tours").add("inv_requisition_approve", {
    steps: () => [
        ...openQueue(),
        {
            content: "Its line has a reason",
            trigger:
                ".o_inv_line:contains('Tour product') .o_inv_line_reason:not(:empty)",
        },
        {
            content: "Open the line",
            trigger: ".o_inv_line:contains('Tour product') .o_inv_line_open",
            run: "click",
        },
        {content: "Read why", trigger: ".o_inv_line_why dd"},
        {
            content: "See the chosen vendor",
            trigger: ".o_inv_alternative.o_inv_chosen:contains('Tour vendor')",
        },
        {
            content: "Approve",
            trigger: "[data-action=approve]",
            run: "click",
        },
        {content: "The request for quotation is named", trigger: ORDER},
        {
            content: "The card has left the list",
            trigger: `${QUEUE}:not(:has(.o_inv_queue_card:contains('Tour vendor')))`,
        },
    ],
});

registry.category("web_tour.tours").add("inv_requisition_fill_up", {
    steps: () => {
        let before = 0;
        return [
            ...openQueue(),
            {
                content: "The minimum order is not reached",
                trigger: `${MINIMUM}:contains('to go')`,
            },
            {
                content: "Remember the amount",
                trigger: TOTAL,
                run: ({anchor}) => {
                    before = amountOf(anchor);
                },
            },
            {
                content: "Follow the advice",
                trigger: ".o_inv_fill_up_button",
                run: "click",
            },
            {content: "It is reached", trigger: `${MINIMUM}:contains('reached')`},
            {
                content: "The order is worth more",
                trigger: TOTAL,
                run: ({anchor}) => {
                    if (amountOf(anchor) <= before) {
                        throw new Error(`The amount stayed at ${before}`);
                    }
                },
            },
        ];
    },
});

registry.category("web_tour.tours").add("inv_requisition_phone", {
    steps: () => [
        {
            content: "One requisition is one page",
            trigger: ".o_inv_phone_queue .o_inv_phone_line",
        },
        {
            content: "Approve it",
            trigger: ".o_inv_phone_actions [data-action=approve]",
            run: "click",
        },
        {content: "The request for quotation is named", trigger: ORDER},
    ],
});
