import {registry} from "@web/core/registry";

const PAGE = ".o_inv_hub[data-status=ready]";
const branch = (name) => `${PAGE} [data-branch='${name}']`;
const input = (name) => `${branch(name)} .o_inv_shares_input`;

registry.category("web_tour.tours").add("inv_hub_allocation", {
    steps: () => [
        {
            content: "The short item is on top; open it",
            trigger: `${PAGE} [data-item='Tour pump']:contains('asked 208, has 60')`,
            run: "click",
        },
        {
            content: "It says what is missing",
            trigger: `${PAGE} .o_inv_shares[data-product='Tour pump']:contains('148 are missing')`,
        },
        {
            content: "Equal risk is chosen and fair",
            trigger: `${PAGE} [data-fair=equal_risk]:contains('Chosen'):contains('0.0')`,
        },
        {
            content: "Share in proportion",
            trigger: `${PAGE} [data-use=proportional]`,
            run: "click",
        },
        {
            content: "It is chosen",
            trigger: `${PAGE} [data-fair=proportional]:contains('Chosen')`,
        },
        {
            content: "Rotterdam gets 33; give it less",
            trigger: `${input("Rotterdam")}:value(33)`,
            run: "edit 30 && press Tab",
        },
        {
            content: "It is set by hand, 3 stay",
            trigger: `${branch("Rotterdam")}:contains('set by hand')`,
        },
        {
            content: "More than there is",
            trigger: `${input("Lyon")}:value(27)`,
            run: "edit 99 && press Tab",
        },
        {
            content: "is refused with what can be given",
            trigger: `${PAGE} .o_inv_hub_strip_problem:contains('at most 30')`,
        },
        {
            content: "The input is back",
            trigger: `${input("Lyon")}:value(27)`,
        },
        {
            content: "Accept the item",
            trigger: `${PAGE} .o_inv_shares_accept`,
            run: "click",
        },
        {
            content: "Both are on their way",
            trigger: `${branch("Rotterdam")}[data-state=accepted] .o_inv_shares_sent:contains('TS/')`,
        },
        {
            content: "The strip names the shipments",
            trigger: `${PAGE} .o_inv_hub_strip:contains('2 shares are transfers now')`,
        },
    ],
});

registry.category("web_tour.tours").add("inv_hub_first_run", {
    steps: () => [
        {
            content: "There is a hub and no plan",
            trigger: `${PAGE} .o_inv_net_empty:contains('No plan yet')`,
        },
        {
            content: "Run",
            trigger: `${PAGE} .o_inv_hub_first`,
            run: "click",
        },
        {
            content: "The item is short",
            trigger: `${PAGE} [data-tab=short]:contains('1')`,
        },
    ],
});
