/** Actions of buttons come without their views; the web client asks for them. */
function withViews(action) {
    if (action.type !== "ir.actions.act_window" || action.views) {
        return action;
    }
    return {
        ...action,
        views: (action.view_mode || "form").split(",").map((mode) => [false, mode]),
    };
}

/** What the page of a case asks the server for. */
export class RecallBoardApi {
    constructor(orm, action) {
        this.orm = orm;
        this.action = action;
    }

    load(recallId) {
        return this.orm.call("inv.recall", "get_board", [recallId]);
    }

    children(recallId, lineId, offset = 0) {
        return this.orm.call("inv.recall", "get_children", [recallId, lineId, offset]);
    }

    components(recallId) {
        return this.orm.call("inv.recall", "get_components", [recallId]);
    }

    call(recallId, method, args = []) {
        return this.orm.call("inv.recall", method, [recallId, ...args]);
    }

    /** Call a method of the case and follow the action that it answers with. */
    async follow(recallId, method, args = [], onClose = undefined) {
        const answer = await this.call(recallId, method, args);
        if (answer && answer.type) {
            return this.action.doAction(withViews(answer), {onClose});
        }
        return onClose?.();
    }
}
