import {Component, useState} from "@odoo/owl";

/** What a planner expects instead: of which days, how much, and why. */
export class OverrideForm extends Component {
    static template = "inv_optimisation.OverrideForm";
    static props = {store: Object};

    setup() {
        const {today, kinds, reasons} = this.form;
        this.state = useState({
            date_from: today,
            date_to: "",
            kind: kinds[0].id,
            value: "",
            reason_code: reasons[0].id,
            note: "",
        });
    }

    get form() {
        return this.props.store.detail.form;
    }

    get unit() {
        const {detail} = this.props.store;
        return this.state.kind === "percent" ? "%" : detail.unit;
    }

    confirm(ev) {
        ev.preventDefault();
        const {value} = this.state;
        this.props.store.createOverride({
            ...this.state,
            value: value === "" ? null : Number(value),
        });
    }
}
