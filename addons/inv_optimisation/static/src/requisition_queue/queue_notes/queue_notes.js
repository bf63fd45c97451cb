import {Component, markup} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useQueueNavigation} from "../queue_navigation";
import {
    formatDay,
    formatSince,
    formatWhole,
    isKnown,
    linesText,
} from "../requisition_queue_text";

const BOLD = {start: markup`<b>`, end: markup`</b>`};

/** What went out without the user, and in whose name the user may approve. */
export class QueueNotes extends Component {
    static template = "inv_optimisation.QueueNotes";
    static props = {data: {type: Object}};

    setup() {
        this.open = useQueueNavigation();
    }

    get automatic() {
        const {automatic, currency_id, today} = this.props.data;
        if (!automatic || !automatic.line_count) {
            return "";
        }
        return _t(
            "%(start)sApproved without you since %(since)s:%(end)s %(lines)s, %(amount)s.",
            {
                ...BOLD,
                since: formatSince(automatic.since, today),
                lines: linesText(automatic.line_count),
                amount: formatWhole(automatic.amount, currency_id),
            }
        );
    }

    get delegations() {
        const {delegations, today} = this.props.data;
        return (delegations || []).map(({name, date_to}) =>
            _t("You also approve for %(start)s%(name)s%(end)s until %(date)s.", {
                ...BOLD,
                name,
                date: formatDay(date_to, today),
            })
        );
    }

    get limit() {
        const {limit, rights} = this.props.data;
        if (!limit || !rights.can_approve || limit.amount === 0) {
            return "";
        }
        return isKnown(limit.amount)
            ? _t("Your limit is %(amount)s an order.", {
                  amount: formatWhole(limit.amount, limit.currency_id),
              })
            : _t("You approve without a limit.");
    }
}
