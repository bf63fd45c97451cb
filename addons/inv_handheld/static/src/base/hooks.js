import {onMounted, onWillUnmount, useEnv, useState} from "@odoo/owl";

/**
 * The station of this page (`env.station`). What the component reads of its `state`,
 * also through getters of the station, draws the component again when it changes.
 */
export function useStation() {
    const {station} = useEnv();
    const state = useState(station.state);
    return new Proxy(station, {
        get(target, name, receiver) {
            if (name === "state") {
                return state;
            }
            const value = Reflect.get(target, name, receiver);
            return typeof value === "function" ? value.bind(target) : value;
        },
    });
}

/**
 * Get the codes that are scanned while this component is shown.
 *
 * The component that was mounted last is asked first; by returning `false` it passes
 * the code on to the one below.
 *
 * @param {(raw: string) => any} callback may be async: the next scan waits for it
 */
export function useScan(callback) {
    const {station} = useEnv();
    onMounted(() => station.handlers.push(callback));
    onWillUnmount(() => {
        const index = station.handlers.lastIndexOf(callback);
        if (index >= 0) {
            station.handlers.splice(index, 1);
        }
    });
}
