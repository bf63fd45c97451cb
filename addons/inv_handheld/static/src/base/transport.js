import {rpc, ConnectionLostError} from "@web/core/network/rpc";
import {browser} from "@web/core/browser/browser";

const SESSION_EXPIRED = 100;
const NO_ACCESS = "odoo.exceptions.AccessError";

/** What stands between the device and the server. */
export const PROBLEMS = {offline: "offline", loggedOut: "logged_out", server: "server"};

/** Return one of PROBLEMS for an error of a request. */
export function getProblem(error) {
    if (error instanceof ConnectionLostError || error instanceof TypeError) {
        return PROBLEMS.offline;
    }
    // No access: another user logged in beside the station, or lost the role.
    if (error?.code === SESSION_EXPIRED || error?.exceptionName === NO_ACCESS) {
        return PROBLEMS.loggedOut;
    }
    return PROBLEMS.server;
}

/** The server, as the station needs it; replaced in tests. */
export class Transport {
    constructor(device) {
        this.device = device;
        this.token = "";
    }

    async loadSession() {
        const {csrf_token: token, ...session} = await rpc("/scan/session", {});
        // The token stays in memory: it is a secret.
        this.token = token;
        return session;
    }

    call(method, args = []) {
        return rpc(`/web/dataset/call_kw/inv.scan.station/${method}`, {
            model: "inv.scan.station",
            method,
            args,
            kwargs: {},
        });
    }

    async sendEvents(rows) {
        const events = rows.map(
            ({uuid, sequence, task, state, scan, time, payload, company}) => ({
                uuid,
                sequence,
                task,
                state,
                scan,
                time,
                payload,
                company,
            })
        );
        const parameters = {
            device: this.device,
            events,
            client_time: Date.now(),
            user_id: rows[0].user,
        };
        const {answers} = await rpc("/scan/events", parameters);
        return answers;
    }

    /** Send one photo; return {refused} with the reason, or {}. */
    async sendPhoto({uuid, event, blob}) {
        if (!this.token) {
            await this.loadSession();
        }
        const form = new FormData();
        form.append("csrf_token", this.token);
        form.append("event", event);
        form.append("key", uuid);
        form.append("file", blob, uuid);
        const response = await browser.fetch("/scan/photo", {
            method: "POST",
            body: form,
        });
        if (response.ok) {
            return {};
        }
        if (response.status === 422) {
            return {refused: (await response.json()).error};
        }
        throw new TypeError(`The photo was not taken: ${response.status}`);
    }
}
