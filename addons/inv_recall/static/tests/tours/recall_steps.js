export const READY = ".o_inv_recall[data-status=ready]";

export const step = (name) =>
    `.o_statusbar_status .o_arrow_button_current:contains('${name}')`;

export const button = (name) => `.o_statusbar_buttons button[name=${name}]`;

/** Steps that name a new case and choose the lot that it begins with. */
export const describeCase = (title, lot) => [
    {
        content: "Say what it is about",
        trigger: ".o_field_widget[name=title] input",
        run: `edit ${title}`,
    },
    {
        content: "Choose the lot",
        trigger: ".o_field_widget[name=lot_ids] input",
        run: `edit ${lot}`,
    },
    {
        content: "It is found",
        trigger: `.o-autocomplete--dropdown-item:contains('${lot}')`,
        run: "click",
    },
];
