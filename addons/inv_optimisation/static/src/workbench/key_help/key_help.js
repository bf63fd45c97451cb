import {Component} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";

/** All keys of the workbench. */
export class KeyHelp extends Component {
    static template = "inv_optimisation.KeyHelp";
    static components = {Dialog};
    static props = {close: Function};

    setup() {
        this.title = _t("Keys of the workbench");
        this.keys = [
            ["↑ ↓", _t("Previous and next row")],
            ["Enter", _t("Open the item card")],
            ["A", _t("Approve, or what the main button says")],
            ["Q", _t("Order another quantity")],
            ["V", _t("Order from another vendor")],
            ["T", _t("Transfer from another site instead")],
            ["D", _t("Defer to a day")],
            ["I", _t("Ignore with a reason")],
            ["X", _t("Select the row")],
            ["W", _t("Why: open the item card")],
            ["H", _t("What was decided about the item before")],
            ["Z", _t("Undo the last decision")],
            ["Esc", _t("Close the box of a row")],
        ];
    }
}
