import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";

/** The last decision with its way back, then the keys. */
export class WorkbenchFoot extends Component {
    static template = "inv_optimisation.WorkbenchFoot";
    static props = {
        store: Object,
        keys: Object,
        toggleKeys: Function,
        openKeys: Function,
    };

    setup() {
        this.ui = useService("ui");
    }

    get shown() {
        return [
            {key: "↑↓", label: _t("row")},
            {key: "Enter", label: _t("item card")},
            {key: "A", label: _t("approve")},
            {key: "Q", label: _t("quantity")},
            {key: "D", label: _t("defer")},
            {key: "V", label: _t("vendor")},
        ];
    }

    /** What went wrong, unless a row says it. */
    get problem() {
        const {store} = this.props;
        return store.problemId ? "" : store.problem;
    }

    get toggleLabel() {
        return this.props.keys.isOn ? _t("Keys off") : _t("Keys on");
    }
}
