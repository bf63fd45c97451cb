import {Component} from "@odoo/owl";

const ICONS = {
    done: "fa-check-circle text-success",
    warning: "fa-exclamation-triangle text-warning",
    running: "fa-clock-o text-info",
    idle: "fa-circle-o text-muted",
};

/** The later steps of a case, a card each: where they stand, and a way in. */
export class CaseCards extends Component {
    static template = "inv_recall.CaseCards";
    static props = {cards: Array, act: Function};

    icon(card) {
        return ICONS[card.tone] || ICONS.idle;
    }
}
