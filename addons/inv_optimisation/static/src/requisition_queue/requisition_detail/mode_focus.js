import {useEffect, useRef} from "@odoo/owl";

/**
 * Go back to the button that opened a mode when it is left without a decision.
 *
 * @param {{el: HTMLElement}} root
 * @param {Object} store
 */
export function useModeFocus(root, store) {
    let last = {mode: null, id: null};
    useEffect(
        (mode, id) => {
            const before = last;
            last = {mode, id};
            if (!mode && before.mode && before.id === id) {
                root.el?.querySelector(`[data-action="${before.mode}"]`)?.focus();
            }
        },
        () => [store.mode, store.selectedId]
    );
}

/**
 * Fill the input `quantity` of a line once quantities can be typed, and focus the first.
 * It is filled only then: an unfinished number ("1.") must not be written over.
 */
export function useQuantityInput(store, line) {
    const input = useRef("quantity");
    useEffect(
        (mode) => {
            if (mode !== "change") {
                return;
            }
            input.el.value = store.draft.quantities[line.id] ?? line.quantity;
            if (store.detail.lines[0].id === line.id) {
                input.el.focus();
                input.el.select();
            }
        },
        () => [store.mode]
    );
}

/** Escape leaves a mode without a decision. */
export function leaveModeOnEscape(ev, store) {
    if (ev.key === "Escape" && store.mode) {
        ev.stopPropagation();
        store.closeMode();
    }
}
