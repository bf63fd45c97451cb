import {Component} from "@odoo/owl";

/** Three points with a name: same service, the target, same money. */
export class CurveChoices extends Component {
    static template = "inv_optimisation.CurveChoices";
    static props = {store: Object};
}
