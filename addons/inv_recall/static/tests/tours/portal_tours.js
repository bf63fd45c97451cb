import {registry} from "@web/core/registry";

const STOCK = "form input[name^=qty_stock_]";
const NAME = "form input[name=name]";
const SEND = "form button.btn-primary:contains(Send the Answer)";

/** A customer opens the link of the mail on a phone, errs once, and answers. */
registry.category("web_tour.tours").add("inv_recall_portal_answer", {
    steps: () => [
        {
            content: "The page names the lot and the delivery",
            trigger: "td:contains(CP-0211)",
        },
        {
            content: "More than was delivered",
            trigger: STOCK,
            run: "edit 21",
        },
        {trigger: NAME, run: "edit A. Buyer"},
        {trigger: SEND, run: "click", expectUnloadPage: true},
        {
            content: "The page says what is wrong and keeps what was typed",
            trigger: ".alert-danger:contains(adds up to 21)",
        },
        {trigger: `${NAME}:value(A. Buyer)`},
        {trigger: STOCK, run: "edit 12"},
        {trigger: SEND, run: "click", expectUnloadPage: true},
        {
            content: "Nothing was said about the rest; the customer means it",
            trigger: "form .alert-warning:contains(8 Units) button[name=confirmed]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The answer is there and can be corrected",
            trigger: ".alert-success:contains(Thank you)",
        },
        {trigger: `${STOCK}:value(12)`},
    ],
});
