import {READY, button, describeCase, step} from "./recall_steps";
import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("inv_recall_mock", {
    steps: () => [
        ...describeCase("Yearly trace test", "CP-0211"),
        {
            content: "Start the clock",
            trigger: button("action_start"),
            run: "click",
        },
        {
            content: "It says that it is an exercise",
            trigger: `${READY} .o_inv_mock_banner:contains('test@company.example')`,
        },
        {
            content: "The clock runs",
            trigger: `${READY} .o_inv_clock_text:contains('0:00:')`,
        },
        {
            content: "Everything is traced",
            trigger: `${READY} [data-target=traced]:contains('100 %')`,
        },
        ...["Balance", "Contain", "Notify"].flatMap((name) => [
            {
                content: `Next: ${name}`,
                trigger: button("action_next"),
                run: "click",
            },
            {content: name, trigger: step(name)},
        ]),
        {
            content: "The running step is marked",
            trigger: `${READY} [data-step=notify]:contains('running')`,
        },
        {
            content: "Stop the clock",
            trigger: `${READY} .o_inv_clock button`,
            run: "click",
        },
        {
            content: "It stands",
            trigger: `${READY} .o_inv_clock:not(:has(button))`,
        },
        {
            content: "Report",
            trigger: button("action_next"),
            run: "click",
        },
        {
            content: "Conclude",
            trigger: ".modal .o_field_widget[name=conclusion] textarea",
            run: "edit Every pump was found.",
        },
        {
            content: "Close the case",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "It is closed and the evidence is kept",
            trigger: `body:not(:has(.modal)) .o_statusbar_status .o_arrow_button_current:contains('Closed')`,
        },
    ],
});
