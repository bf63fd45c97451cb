/** Every call of the page Stock by Site. */

const MODEL = "inv.network.page";

export function fetchItems(orm, search, offset) {
    return orm.call(MODEL, "get_items", [search, offset]);
}

export function fetchProduct(orm, productId) {
    return orm.call(MODEL, "get_product", [productId]);
}

export function requestTransfer(orm, productId, laneId, quantity) {
    return orm.call("inv.transfer.offer", "request_transfer", [
        productId,
        laneId,
        quantity,
    ]);
}
