/** A node of the tree as the server sends it. */
export function makeNode(values = {}) {
    return {
        key: "lot-1",
        kind: "lot",
        line_id: 1,
        icon: "fa-tag",
        label: "VD-5482",
        order: "",
        detail: "Mechanical seal",
        unit: "pcs",
        total: "412",
        on_hand: "174",
        transit: "",
        shipped: "",
        state: {key: "to_hold", label: "to hold"},
        dimmed: false,
        children: 2,
        ...values,
    };
}

export const VENDOR = {
    key: "vendor-7-1",
    kind: "vendor",
    icon: "fa-industry",
    label: "Van Dijk BV",
    order: "",
    detail: "WH/IN/0007",
    unit: "pcs",
    total: "412",
    on_hand: "",
    transit: "",
    shipped: "",
    state: false,
    children: 1,
    nodes: [makeNode()],
    dimmed: false,
};

export function makeOrder(number, values = {}) {
    return makeNode({
        key: `link-${number}`,
        kind: "order",
        line_id: 10 + number,
        icon: "fa-cogs",
        label: `PUMP-${number}`,
        order: `WH/MO/000${number}`,
        used: "20 pcs used",
        total: "10",
        on_hand: "",
        shipped: "8",
        state: {key: "shipped", label: "shipped"},
        children: 0,
        ...values,
    });
}

export const CUSTOMER = makeNode({
    key: "customer-1-5",
    kind: "customer",
    line_id: undefined,
    icon: "fa-building-o",
    label: "Nordbau GmbH",
    detail: "2 deliveries, 3 Mar – 9 Mar",
    on_hand: "",
    total: "40",
    shipped: "40",
    state: {key: "shipped", label: "shipped"},
    children: 0,
    method: "action_open_deliveries",
    arguments: [1, 5],
});

export const REST = {
    key: "rest-1-20",
    kind: "rest",
    icon: "fa-ellipsis-h",
    label: "Show more of 3 orders",
    line_id: 1,
    offset: 20,
    children: 0,
};
