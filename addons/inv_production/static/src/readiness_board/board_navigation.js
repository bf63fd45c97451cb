import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {formAction} from "@inv_optimisation/requisition_queue/queue_navigation";

/** Ways from board and missing parts to the records behind them. */
export function useBoardNavigation() {
    const action = useService("action");
    const run = (request, options) => action.doAction(request, options);
    return {
        board: () => run("inv_production.inv_readiness_board_action"),
        list: () => run("inv_production.mrp_production_readiness_action"),
        parts: (filters) =>
            run("inv_production.inv_missing_parts_action", {
                additionalContext: {inv_filters: {...filters}},
            }),
        shortages: () => run("inv_production.inv_production_shortage_action"),
        order: (id) => run(formAction(_t("Manufacturing Order"), "mrp.production", id)),
        supply: ({label, model, record_id}) => run(formAction(label, model, record_id)),
        product: (id) => run(formAction(_t("Product"), "product.product", id)),
    };
}
