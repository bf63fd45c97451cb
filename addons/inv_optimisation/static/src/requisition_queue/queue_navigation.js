import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";

/** The form of one record, opened in place. */
export function formAction(name, model, id) {
    return {
        type: "ir.actions.act_window",
        name,
        res_model: model,
        res_id: id,
        views: [[false, "form"]],
        target: "current",
    };
}

/** Ways from the queue to the records behind it. */
export function useQueueNavigation() {
    const action = useService("action");
    const run = (request) => action.doAction(request);
    return {
        list: () => run("inv_optimisation.inv_requisition_action"),
        digest: () => run("inv_optimisation.inv_requisition_digest_action"),
        requisition: (id) => run(formAction(_t("Requisition"), "inv.requisition", id)),
        item: (pointId) => run(formAction(_t("Item"), "inv.stocking.point", pointId)),
        automatic: ({domain}) =>
            run({
                type: "ir.actions.act_window",
                name: _t("Approved without you"),
                res_model: "inv.requisition",
                domain,
                views: [
                    [false, "list"],
                    [false, "form"],
                ],
                target: "current",
            }),
    };
}
