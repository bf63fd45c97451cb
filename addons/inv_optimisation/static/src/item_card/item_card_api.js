import {useState} from "@odoo/owl";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {useRecordObserver} from "@web/model/relational_model/utils";

const MODEL = "inv.stocking.point";

/** All calls of the item card to the server. */
export class ItemCardApi {
    constructor(orm) {
        this.orm = orm;
    }

    fetchCalibration(pointId) {
        return this.orm.call(MODEL, "get_calibration", [[pointId]]);
    }

    fetchMethods(pointId) {
        return this.orm.call(MODEL, "get_forecast_methods", [[pointId]]);
    }

    fetchSources(pointId) {
        return this.orm.call(MODEL, "get_sources", [[pointId]]);
    }

    fetchWhatIf(pointId, values) {
        return this.orm.silent.call(MODEL, "get_what_if", [[pointId], values]);
    }

    fetchChanges(pointId) {
        return this.orm.call(MODEL, "get_derivation_changes", [[pointId]]);
    }

    applyWhatIf(pointId, values) {
        return this.orm.call(MODEL, "action_apply_what_if", [[pointId], values]);
    }

    applyToSegment(pointId, values) {
        return this.orm.call(MODEL, "action_apply_what_if_segment", [
            [pointId],
            values,
        ]);
    }

    keepWhatIf(pointId, values, {until, reason}) {
        const args = [[pointId], values, until, reason];
        return this.orm.call(MODEL, "action_keep_what_if", args);
    }

    useMethod(pointId, method, {until, reason}) {
        const args = [[pointId], method, until, reason];
        return this.orm.call(MODEL, "action_use_method", args);
    }

    clearOverride(overrideId) {
        return this.orm.call("inv.parameter.override", "action_clear", [[overrideId]]);
    }
}

export function errorText(error) {
    return error.data?.message || error.message || "";
}

/**
 * Load a panel of the open stocking point, again whenever the record is read again.
 *
 * @param {(api: ItemCardApi, pointId: number) => Promise<Object>} fetchData
 */
export function usePanel(fetchData) {
    const api = new ItemCardApi(useService("orm"));
    const keepLast = new KeepLast();
    const panel = useState({
        api,
        pointId: false,
        status: "loading",
        data: null,
        error: "",
    });
    panel.load = async (pointId) => {
        panel.pointId = pointId;
        if (!pointId) {
            panel.status = "empty";
            return;
        }
        try {
            const data = await keepLast.add(fetchData(api, pointId));
            Object.assign(panel, {status: "ready", data, error: ""});
        } catch (error) {
            Object.assign(panel, {status: "error", error: errorText(error)});
        }
    };
    panel.retry = () => panel.load(panel.pointId);
    useRecordObserver((record) => {
        // `data` is replaced whenever the record is read again; that is the signal.
        if (record.data) {
            panel.load(record.resId);
        }
    });
    return panel;
}
