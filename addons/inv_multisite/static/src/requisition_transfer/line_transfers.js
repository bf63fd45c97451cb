import {LineDetail} from "@inv_optimisation/requisition_queue/line_detail/line_detail";
import {QueueStore} from "@inv_optimisation/requisition_queue/store/queue_store";
import {_t} from "@web/core/l10n/translation";
import {patch} from "@web/core/utils/patch";

patch(QueueStore.prototype, {
    /** Bring what a line asks for from another site instead of buying it. */
    transferInstead(lineId, laneId) {
        const call = () =>
            this.orm.call("inv.requisition", "decide_transfer", [lineId, laneId]);
        return this.decide([this.selectedId], call, {isSameLine: true});
    },
});

patch(LineDetail.prototype, {
    get transfers() {
        return this.props.line.transfers || [];
    },

    transferLabel({site}) {
        return _t("Transfer from %(site)s", {site});
    },

    /** What a transfer saves; nothing where the item cannot be bought. */
    savesText({saves}) {
        return saves === null
            ? "–"
            : this.formatWhole(saves, this.store.data.currency_id);
    },
});
