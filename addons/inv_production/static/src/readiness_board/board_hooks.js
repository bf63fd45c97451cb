import {useEffect} from "@odoo/owl";
import {useSortable} from "@web/core/utils/sortable_owl";

const MOVABLE = ".o_inv_ready_card.o_inv_can_move";

/** Id of the nearest card that can be moved, from `element` on in one direction. */
function nearestOrder(element, direction, moved) {
    let place = element;
    while (place && (place === moved || !place.matches(MOVABLE))) {
        place = place[direction];
    }
    return place ? Number(place.dataset.order) : false;
}

/**
 * Drag a card to another place in the sequence. Dropped in another column it takes the
 * place there; in which column it lies is computed, so it may come back.
 *
 * @param {{el: HTMLElement}} root
 * @param {Object} store
 * @param {Function} isEnabled
 */
export function useCardDrag(root, store, isEnabled) {
    useSortable({
        ref: root,
        elements: MOVABLE,
        groups: ".o_inv_ready_column",
        connectGroups: true,
        ignore: "a, button, textarea",
        cursor: "grabbing",
        enable: () => isEnabled() && !store.isBusy,
        followingElementClasses: ["o_inv_dragged"],
        onDrop: ({element, next, previous}) => {
            const before = nearestOrder(next, "nextElementSibling", element);
            const after =
                !before && nearestOrder(previous, "previousElementSibling", element);
            if (before || after) {
                store.move(Number(element.dataset.order), before, after);
            }
        },
    });
}

/** Keep the focus on the card that was moved or decided, wherever it lies now. */
export function useCardFocus(root, store) {
    useEffect(
        () => {
            const {focusId} = store;
            store.focusId = null;
            // Only when the place of the card or of its button is gone.
            if (focusId && document.activeElement === document.body) {
                const card = root.el.querySelector(`[data-order="${focusId}"]`);
                card?.focus({preventScroll: true});
                // A card that was moved by key stays in sight, as with a pointer.
                if (store.isDragged) {
                    card?.scrollIntoView({block: "nearest"});
                }
            }
        },
        () => [store.data]
    );
}
