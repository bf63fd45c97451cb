import {Component, useRef} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useSortable} from "@web/core/utils/sortable_owl";

const STEPS = {ArrowUp: -1, ArrowDown: 1};

/** The rules in their order, with what they make due in a week. */
export class RuleList extends Component {
    static template = "inv_cycle_count.RuleList";
    static props = {
        rules: Array,
        leftOut: Object,
        canPlan: Boolean,
        open: Function,
        order: Function,
        toggle: Function,
        change: Function,
        show: Function,
    };

    setup() {
        useSortable({
            ref: useRef("rules"),
            elements: ".o_inv_rule",
            handle: ".o_inv_rule_handle",
            enable: () => this.props.canPlan,
            onDrop: ({element, previous}) => {
                const id = Number(element.dataset.rule);
                const before = previous ? Number(previous.dataset.rule) : null;
                const ids = this.ids.filter((one) => one !== id);
                ids.splice(before ? ids.indexOf(before) + 1 : 0, 0, id);
                this.props.order(ids);
            },
        });
    }

    get ids() {
        return this.props.rules.map(({id}) => id);
    }

    get leftOutText() {
        const {
            hot_places: hot,
            hot_limit: limit,
            excluded_places: excluded,
        } = this.props.leftOut;
        const parts = [];
        if (hot) {
            parts.push(
                _t("%(count)s hot bins with over %(limit)s picks a day", {
                    count: hot,
                    limit,
                })
            );
        }
        if (excluded) {
            parts.push(_t("%(count)s excluded places", {count: excluded}));
        }
        return parts.length
            ? _t("Left out: %(parts)s.", {parts: parts.join(", ")})
            : _t("Nothing is left out.");
    }

    /** What no day can take, with the button that lists it. */
    get overflow() {
        const {capacity, late, rule} = this.props.leftOut;
        return [
            {
                key: "capacity",
                count: capacity,
                text: _t("%(count)s counts fit no day", {count: capacity}),
            },
            {
                key: "late",
                count: late,
                text: _t("%(count)s counts fit only late", {count: late}),
            },
            {
                key: "rule",
                count: rule,
                text: _t("%(count)s positions match no rule", {count: rule}),
            },
        ].filter(({count}) => count);
    }

    onKeydown(ev, rule) {
        const step = STEPS[ev.key];
        if (!step || !ev.altKey || !this.props.canPlan) {
            return;
        }
        ev.preventDefault();
        const ids = this.ids;
        const from = ids.indexOf(rule.id);
        const to = Math.min(Math.max(from + step, 0), ids.length - 1);
        if (from !== to) {
            ids.splice(from, 1);
            ids.splice(to, 0, rule.id);
            this.props.order(ids);
        }
    }
}
