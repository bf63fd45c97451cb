import {PartsStore} from "@inv_production/missing_parts/parts_store";
import {patch} from "@web/core/utils/patch";

patch(PartsStore.prototype, {
    /** @override to bring a missing part from another site */
    getCalls(part) {
        const {product_id: productId, lane_id: laneId, quantity} = part;
        return {
            ...super.getCalls(part),
            transfer: () =>
                this.orm.call("inv.readiness.board", "transfer_part", [
                    productId,
                    laneId,
                    quantity,
                ]),
        };
    },
});
