import {Component, useEffect, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {DecisionBox} from "../decision_box/decision_box";
import {DecisionNotice} from "../decision_notice/decision_notice";
import {FillUpAdvice} from "../fill_up_advice/fill_up_advice";
import {MeasureBar} from "../measure_bar/measure_bar";
import {useQueueNavigation} from "../queue_navigation";
import {QueueNotes} from "../queue_notes/queue_notes";
import {leaveModeOnEscape, useModeFocus} from "../requisition_detail/mode_focus";
import {
    formatAmount,
    formatDay,
    isUrgent,
    linesText,
    noteText,
    timeLeftText,
} from "../requisition_queue_text";
import {PhoneLine} from "./phone_line";

/** Bars a phone has room for, the most important first. */
const BAR_ORDER = ["minimum", "budget", "break", "load"];
const BAR_COUNT = 2;

/** One requisition as a page, with its decisions in a bar at the bottom. */
export class PhoneRequisition extends Component {
    static template = "inv_optimisation.PhoneRequisition";
    static components = {
        DecisionBox,
        DecisionNotice,
        Dropdown,
        DropdownItem,
        FillUpAdvice,
        MeasureBar,
        PhoneLine,
        QueueNotes,
    };
    static props = {
        store: {type: Object},
        withinLimitLabel: {type: String},
    };

    setup() {
        this.store = useState(this.props.store);
        this.open = useQueueNavigation();
        this.root = useRef("root");
        this.page = useRef("page");
        useModeFocus(this.root, this.store);
        useEffect(
            () => this.scrollToTop(),
            () => [this.store.selectedId, this.store.mode]
        );
        useEffect(
            (count) => this.focusPlace(count),
            () => [this.store.focusCount]
        );
    }

    scrollToTop() {
        if (this.page.el) {
            this.page.el.scrollTop = 0;
        }
    }

    /** Read out where the user is, after a decision or a step. */
    focusPlace(count) {
        if (count) {
            this.root.el.querySelector(".o_inv_phone_place").focus();
        }
    }

    get placeText() {
        return _t("%(place)s of %(count)s", {
            place: this.store.index + 1,
            count: this.store.cards.length,
        });
    }

    get timeLeft() {
        return timeLeftText(this.store.selected.hours_left);
    }

    get isUrgent() {
        return isUrgent(this.store.selected.hours_left);
    }

    get amount() {
        const {amount, currency_id} = this.store.detail;
        return formatAmount(amount, currency_id);
    }

    get approveLabel() {
        return _t("Approve %(amount)s", {amount: this.amount});
    }

    /** "6 lines, 4 at risk · need by 8 Dec · 3 sites" */
    get summary() {
        const {selected, data, detail} = this.store;
        const risk = selected.at_risk_count;
        const lines = linesText(selected.line_count);
        const count = detail.sites.length;
        return [
            risk ? _t("%(lines)s, %(count)s at risk", {lines, count: risk}) : lines,
            _t("need by %(date)s", {date: formatDay(selected.date_need, data.today)}),
            count === 1 ? detail.sites[0] : _t("%(count)s sites", {count}),
        ].join(" · ");
    }

    get note() {
        return noteText(this.store.detail.note, this.store.data.today);
    }

    get bars() {
        return this.store.detail.bars
            .filter(({target}) => target)
            .sort((a, b) => BAR_ORDER.indexOf(a.kind) - BAR_ORDER.indexOf(b.kind))
            .slice(0, BAR_COUNT);
    }

    onKeydown(ev) {
        leaveModeOnEscape(ev, this.store);
    }
}
