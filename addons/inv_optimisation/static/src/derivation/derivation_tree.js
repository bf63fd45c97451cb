/**
 * The tree of an explanation as the rows a screen shows. Pure functions.
 *
 * A node is `{label, value, unit, formula, origin, children, highlighted}`; a path such as
 * "0.2.1" names it inside its explanation.
 */

/** The first number is open at first, its parts are visible; the others are one line. */
const FIRST_PATH = "0";

function visit(nodes, callback, parentPath = "", depth = 0) {
    (nodes || []).forEach((node, index) => {
        const path = parentPath ? `${parentPath}.${index}` : `${index}`;
        const hasChildren = Boolean(node.children && node.children.length);
        const enter = callback({node, path, depth, hasChildren});
        if (hasChildren && enter) {
            visit(node.children, callback, path, depth + 1);
        }
    });
}

/** Paths of all nodes that can be opened. */
export function branchPaths(nodes) {
    const paths = [];
    visit(nodes, ({path, hasChildren}) => {
        if (hasChildren) {
            paths.push(path);
        }
        return true;
    });
    return paths;
}

/** Paths that are open at first, and those that lead to a highlighted node. */
export function initialPaths(nodes) {
    const open = new Set();
    visit(nodes, ({node, path, hasChildren}) => {
        if (hasChildren && path === FIRST_PATH) {
            open.add(path);
        }
        if (node.highlighted) {
            const steps = path.split(".");
            for (let length = 1; length < steps.length; length++) {
                open.add(steps.slice(0, length).join("."));
            }
        }
        return true;
    });
    return open;
}

/**
 * Visible rows, from top to bottom.
 *
 * @param {Object[]} nodes
 * @param {Set<string>} openPaths
 */
export function visibleRows(nodes, openPaths) {
    const rows = [];
    visit(nodes, ({node, path, depth, hasChildren}) => {
        const isOpen = hasChildren && openPaths.has(path);
        rows.push({node, path, depth, hasChildren, isOpen});
        return isOpen;
    });
    return rows;
}

/** Origins that occur, in the order of the legend. */
export function usedOrigins(nodes) {
    const found = new Set();
    visit(nodes, ({node}) => found.add(node.origin) && true);
    return ["measured", "policy", "manual", "default"].filter((origin) =>
        found.has(origin)
    );
}

/**
 * The whole tree as text, one node a line, for an e-mail or a ticket.
 *
 * @param {Object[]} nodes
 * @param {(node: Object) => string} valueText
 */
export function asText(nodes, valueText) {
    const lines = [];
    visit(nodes, ({node, depth}) => {
        const indent = "  ".repeat(depth);
        const formula = node.formula ? ` = ${node.formula}` : "";
        const origin =
            node.origin && node.origin !== "computed" ? ` [${node.origin}]` : "";
        lines.push(`${indent}${node.label}: ${valueText(node)}${formula}${origin}`);
        if (node.note) {
            lines.push(`${indent}  ${node.note}`);
        }
        return true;
    });
    return lines.join("\n");
}
