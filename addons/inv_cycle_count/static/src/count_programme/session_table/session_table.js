import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

const STATES = {
    planned: {icon: "fa-clock-o", text: _t("To Count"), tone: ""},
    counting: {icon: "fa-barcode", text: _t("Counting"), tone: "o_inv_chip_now"},
    recount: {icon: "fa-repeat", text: _t("Recount"), tone: "o_inv_chip_warn"},
    assign: {icon: "fa-user-plus", text: _t("To Assign"), tone: "o_inv_chip_bad"},
    approve: {icon: "fa-gavel", text: _t("To Approve"), tone: "o_inv_chip_info"},
    done: {icon: "fa-check", text: _t("Done"), tone: "o_inv_chip_good"},
};

/** Sessions of today with who counts, why and how far. */
export class SessionTable extends Component {
    static template = "inv_cycle_count.SessionTable";
    static props = {
        sessions: Array,
        weekCount: Number,
        today: String,
        open: Function,
        openWeek: Function,
    };

    stateOf(session) {
        const {icon, text, tone} = STATES[session.state] || STATES.planned;
        return {icon, tone, text: text.toString()};
    }

    get weekText() {
        return _t("All %(count)s this week", {count: this.props.weekCount});
    }

    progressLabel({done, bins}) {
        return _t("%(done)s of %(bins)s bins", {done, bins});
    }
}
