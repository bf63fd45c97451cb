import {Component, onWillUpdateProps, useState} from "@odoo/owl";

import {TreeNode} from "./tree_node";

/** Where the trigger came from and went to; a level is read when it is opened. */
export class ScopeTree extends Component {
    static template = "inv_recall.ScopeTree";
    static components = {TreeNode};
    static props = {
        recallId: Number,
        page: Object,
        api: Object,
        version: Number,
        toggle: Function,
        act: Function,
    };

    setup() {
        this.state = useState({
            nodes: this.prepare(this.props.page.nodes, 0),
            components: null,
            direction: "down",
        });
        onWillUpdateProps((props) => {
            if (props.version !== this.props.version) {
                this.state.nodes = this.prepare(props.page.nodes, 0);
                this.state.components = null;
                this.state.direction = "down";
            }
        });
    }

    get nodes() {
        return this.state.direction === "up" ? this.state.components : this.state.nodes;
    }

    /** Give nodes their depth; what a node brings along is open at once. */
    prepare(nodes, depth) {
        return nodes.map((node) => ({
            ...node,
            depth,
            open: Boolean(node.nodes),
            nodes: node.nodes ? this.prepare(node.nodes, depth + 1) : null,
        }));
    }

    async show(direction) {
        if (direction === "up" && !this.state.components) {
            const nodes = await this.props.api.components(this.props.recallId);
            this.state.components = this.prepare(nodes, 0).map((node) => ({
                ...node,
                children: 0,
            }));
        }
        this.state.direction = direction;
    }

    async open(node) {
        if (node.reading) {
            return;
        }
        if (!node.nodes) {
            node.nodes = this.prepare(await this.read(node), node.depth + 1);
        }
        node.open = !node.open;
    }

    /** Read what is below a node; a second click meanwhile does nothing. */
    async read(node) {
        node.reading = true;
        try {
            return await this.props.api.children(
                this.props.recallId,
                node.line_id,
                node.offset
            );
        } finally {
            node.reading = false;
        }
    }

    /** Put the next page of a level in the place of the line that offers it. */
    async more(parent, node) {
        if (node.reading) {
            return;
        }
        const nodes = await this.read(node);
        const index = parent.nodes.findIndex((one) => one.key === node.key);
        parent.nodes.splice(index, 1, ...this.prepare(nodes, node.depth));
    }
}
