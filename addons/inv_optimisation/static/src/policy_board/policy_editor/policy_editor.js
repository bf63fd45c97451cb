import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {messageOf} from "../../requisition_queue/store/queue_reader";
import {fetchEffect, fetchPolicy, openPreview} from "../policy_board_api";

/** Time after the last change until the effect is computed. */
const PAUSE_MS = 300;

/** The values of one rule, what another value would do, and the way to its preview. */
export class PolicyEditor extends Component {
    static template = "inv_optimisation.PolicyEditor";
    static props = {
        policyId: {type: Number},
        close: {type: Function},
        openRule: {type: Function},
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({
            policy: null,
            texts: {},
            effect: null,
            problem: "",
            isBusy: false,
        });
        onWillStart(() => {
            this.load(this.props.policyId);
        });
        onWillUpdateProps(({policyId}) => {
            if (policyId !== this.props.policyId) {
                this.load(policyId);
            }
        });
    }

    async load(policyId) {
        Object.assign(this.state, {policy: null, texts: {}, effect: null, problem: ""});
        try {
            this.state.policy = await fetchPolicy(this.orm, policyId);
        } catch (error) {
            this.state.problem = messageOf(error);
        }
    }

    textOf(field) {
        return this.state.texts[field.name] ?? field.text;
    }

    isEdited(field) {
        return this.textOf(field) !== field.text;
    }

    /** Values that differ, in the unit of the server: shares for percentages. */
    get values() {
        const values = {};
        for (const field of this.state.policy?.fields || []) {
            if (this.isEdited(field)) {
                const number = Number(this.textOf(field));
                values[field.name] = field.is_share
                    ? Number((number / 100).toFixed(6))
                    : number;
            }
        }
        return values;
    }

    get isChanged() {
        return Object.keys(this.values).length > 0;
    }

    get previewLabel() {
        const {effect} = this.state;
        return effect
            ? _t("Preview %(count)s changes", {count: effect.count_text})
            : _t("Preview");
    }

    onInput(field, ev) {
        this.state.texts[field.name] = ev.target.value;
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.ask(), PAUSE_MS);
    }

    async ask() {
        Object.assign(this.state, {effect: null, problem: ""});
        if (!this.isChanged) {
            return;
        }
        const asked = JSON.stringify(this.values);
        try {
            const effect = await fetchEffect(
                this.orm,
                this.state.policy.id,
                this.values
            );
            if (asked === JSON.stringify(this.values)) {
                this.state.effect = effect;
            }
        } catch (error) {
            this.state.problem = messageOf(error);
        }
    }

    discard() {
        Object.assign(this.state, {texts: {}, effect: null, problem: ""});
    }

    async preview() {
        Object.assign(this.state, {isBusy: true, problem: ""});
        try {
            const request = await openPreview(
                this.orm,
                this.state.policy.id,
                this.values
            );
            await this.action.doAction(request);
        } catch (error) {
            this.state.problem = messageOf(error);
        } finally {
            this.state.isBusy = false;
        }
    }
}
