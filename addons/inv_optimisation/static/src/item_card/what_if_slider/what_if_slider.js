import {Component} from "@odoo/owl";

/** Shares are shown and typed in percent. */
const PERCENT = 100;

/** One parameter: a native range and a number field, today's value as a mark. */
export class WhatIfSlider extends Component {
    static template = "inv_optimisation.WhatIfSlider";
    static props = {
        slider: Object,
        value: {type: Number, optional: true},
        onChange: Function,
    };

    get scale() {
        return this.props.slider.is_share ? PERCENT : 1;
    }

    get value() {
        return this.props.value ?? this.props.slider.value;
    }

    /** A number as an input takes it, without digits that nobody reads. */
    show(value) {
        return String(Number((value * this.scale).toFixed(2)));
    }

    get isMoved() {
        return Math.abs(this.value - this.props.slider.today) > 1e-9;
    }

    get markStyle() {
        const share = this.props.slider.tick_share;
        // The middle of the thumb runs from half a thumb to the end less half of one.
        return `inset-inline-start: calc(8px + ${share.toFixed(4)} * (100% - 16px))`;
    }

    onInput(event) {
        const number = Number.parseFloat(event.target.value);
        if (!Number.isNaN(number)) {
            const value = Number((number / this.scale).toFixed(6));
            this.props.onChange(this.props.slider.name, value);
        }
    }
}
