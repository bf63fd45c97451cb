import {Component} from "@odoo/owl";

/** What each part of a code said: identifier, name, value. */
export class CodeParts extends Component {
    static template = "inv_handheld.CodeParts";
    static props = {parts: Array};
}
