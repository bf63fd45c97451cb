import {Component} from "@odoo/owl";

const STATE_ICONS = {
    held: "fa-lock",
    to_hold: "fa-unlock-alt",
    shipped: "fa-truck",
    used: "fa-cogs",
    left_out: "fa-minus",
    back: "fa-undo",
    asked: "fa-envelope-o",
};
const STATE_CLASSES = {
    held: "text-bg-danger",
    to_hold: "text-bg-warning",
    shipped: "text-bg-info",
    asked: "text-bg-info",
    back: "text-bg-success",
};

/** One line of the tree and what is below it. */
export class TreeNode extends Component {
    static template = "inv_recall.TreeNode";
    static components = {TreeNode};
    static props = {
        node: Object,
        parent: {type: Object, optional: true},
        open: Function,
        more: Function,
        act: Function,
    };

    get figures() {
        return ["total", "on_hand", "transit", "shipped"].map((name) => ({
            name,
            text: this.props.node[name] || "",
            figure: `qty_${name}`,
        }));
    }

    get indent() {
        return `padding-inline-start: ${this.props.node.depth * 1.375}rem`;
    }

    get stateIcon() {
        return STATE_ICONS[this.props.node.state.key] || "fa-circle-o";
    }

    get stateClass() {
        return STATE_CLASSES[this.props.node.state.key] || "text-bg-secondary";
    }

    get clickable() {
        return Boolean(this.props.node.line_id) && this.props.node.kind !== "rest";
    }

    press() {
        const node = this.props.node;
        if (node.kind === "rest") {
            return this.props.more(this.props.parent, node);
        }
        if (node.method) {
            return this.props.act(node.method, node.arguments);
        }
        return this.props.open(node);
    }

    rows(figure) {
        return this.props.act("action_open_figure", [
            [this.props.node.line_id],
            figure,
        ]);
    }
}
