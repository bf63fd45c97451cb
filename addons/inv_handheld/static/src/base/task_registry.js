import {registry} from "@web/core/registry";

/**
 * Tasks of this client by their code: {Screen, HomeCard, claimScan, editEvent,
 * refusedActions}. Only `Screen` is needed; the server's task has the same code.
 */
export const tasks = registry.category("inv_scan_tasks");
