import {
    Component,
    onMounted,
    onPatched,
    onWillUnmount,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";
import {QueueCard} from "../queue_card/queue_card";
import {QueueNotes} from "../queue_notes/queue_notes";
import {queueTitle} from "../requisition_queue_text";

/** Left pane: the cards by time left, and what happened without the user. */
export class QueueList extends Component {
    static template = "inv_optimisation.QueueList";
    static components = {QueueCard, QueueNotes};
    static props = {
        store: {type: Object},
        setVisible: {type: Function},
    };

    setup() {
        this.store = useState(this.props.store);
        this.cards = useRef("cards");
        this.observer = new ResizeObserver(() => this.tellVisible());
        onMounted(() => {
            this.observer.observe(this.cards.el);
            this.tellVisible();
        });
        onPatched(() => this.tellVisible());
        onWillUnmount(() => this.observer.disconnect());
        useEffect(
            (count) => this.focusSelected(count),
            () => [this.store.focusCount]
        );
    }

    get title() {
        return queueTitle(this.store.data.total, this.store.data.currency_id);
    }

    select(requisitionId) {
        return this.store.select(requisitionId);
    }

    reload(requisitionId) {
        return this.store.reload(requisitionId);
    }

    focusSelected(count) {
        if (!count) {
            return;
        }
        const card = this.cards.el.querySelector(".o_inv_selected .o_inv_queue_card");
        card?.focus();
        card?.scrollIntoView({block: "nearest"});
    }

    /** Tell which cards can be seen in full, the first one counting as 1. */
    tellVisible() {
        const box = this.cards.el.getBoundingClientRect();
        const places = [...this.cards.el.children].map((item, index) => {
            const {top, bottom} = item.getBoundingClientRect();
            return top >= box.top - 1 && bottom <= box.bottom + 1 ? index + 1 : 0;
        });
        const seen = places.filter(Boolean);
        this.props.setVisible(seen[0] || 0, seen[seen.length - 1] || 0);
    }

    onArrow(ev) {
        const distance = {ArrowDown: 1, ArrowUp: -1}[ev.key];
        if (distance) {
            ev.preventDefault();
            this.store.step(distance);
        }
    }
}
