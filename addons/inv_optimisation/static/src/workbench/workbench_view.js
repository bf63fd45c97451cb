import {
    onWillStart,
    onWillUnmount,
    useEffect,
    useExternalListener,
    useState,
    useSubEnv,
} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {useService} from "@web/core/utils/hooks";
import {KeyHelp} from "./key_help/key_help";
import {SafeLines} from "./safe_lines/safe_lines";
import {WorkbenchStore} from "./workbench_store";

const KEYS_OFF = "inv_optimisation.workbench_keys_off";

/** Rows of a list as the store knows them: id and suggestion. */
export function rowsOf(list) {
    const records = list.isGrouped
        ? list.groups.flatMap((group) => (group.isFolded ? [] : rowRecords(group.list)))
        : list.records;
    return records.map((record) => ({
        id: record.resId,
        suggestion: record.data.suggestion || null,
        record,
    }));
}

function rowRecords(list) {
    return list.isGrouped
        ? list.groups.flatMap((group) => rowRecords(group.list))
        : list.records;
}

/** What list and cards have in common: the store, its head, and the keys. */
export function useWorkbench(controller) {
    const dialog = useService("dialog");
    const store = useState(new WorkbenchStore(useService("orm"), useService("action")));
    store.connect({
        rows: () => (controller.model.isReady ? rowsOf(controller.model.root) : []),
        reload: () => controller.model.load(),
    });
    useSubEnv({invWorkbench: store});
    onWillStart(() => {
        store.load();
    });
    onWillUnmount(() => store.leave());
    const keys = useState({isOn: !browser.localStorage.getItem(KEYS_OFF)});
    return {
        store,
        keys,
        toggleKeys: () => toggleKeys(keys),
        openSafeLines: () => dialog.add(SafeLines, {store}),
        openKeys: () => dialog.add(KeyHelp, {}),
    };
}

function toggleKeys(keys) {
    keys.isOn = !keys.isOn;
    if (keys.isOn) {
        browser.localStorage.removeItem(KEYS_OFF);
    } else {
        browser.localStorage.setItem(KEYS_OFF, "1");
    }
}

/** Single letters decide on the focused row, outside inputs. */
export function useWorkbenchKeys({store, keys, openKeys}, controller) {
    const row = (call) => () => store.focused && call(store.focused);
    const actions = {
        arrowdown: () => store.step(1),
        arrowup: () => store.step(-1),
        enter: row(({record}) => controller.openRecord(record)),
        a: row((focused) => store.mayDecide && store.main(focused)),
        q: () => store.setMode("quantity"),
        d: () => store.setMode("defer"),
        i: () => store.setMode("ignore"),
        v: () => store.setMode("vendor"),
        t: () => store.setMode("transfer"),
        x: row(({record}) => record.toggleSelection(!record.selected)),
        w: row(({record}) => controller.openRecord(record)),
        z: () => store.undo(),
        h: row(({record}) => controller.openHistory(record.resId)),
        escape: () => store.close(),
    };
    const isAvailable = () => keys.isOn && Boolean(store.header);
    for (const [key, callback] of Object.entries(actions)) {
        useHotkey(key, () => void callback(), {isAvailable, allowRepeat: true});
    }
    // The hotkey service knows letters and digits only.
    useExternalListener(window, "keydown", (ev) => {
        const isTyping = ev.target.closest("input, textarea, [contenteditable]");
        if (ev.key === "?" && isAvailable() && !isTyping) {
            openKeys();
        }
    });
}

/** Letters are keys from the start: the search bar would take them as text. */
export function useFocusOnRows(rootRef) {
    useEffect(
        (root) => {
            const rows = root?.querySelector(".o_list_renderer, .o_kanban_renderer");
            rows?.setAttribute("tabindex", "-1");
            rows?.focus({preventScroll: true});
        },
        () => [rootRef.el]
    );
}
