/** Calls to the first steps on the server. */
const MODEL = "inv.checklist";

export function getChecklist(orm) {
    return orm.call(MODEL, "get_checklist", []);
}

export function getBanner(orm) {
    return orm.call(MODEL, "get_banner", []);
}

export function fix(orm, code) {
    return orm.call(MODEL, "fix", [code]);
}

export function markChecked(orm, code) {
    return orm.call(MODEL, "mark_checked", [code]);
}

export function hideBanner(orm) {
    return orm.call(MODEL, "hide_banner", []);
}
