import {browser} from "@web/core/browser/browser";

const CACHE = "inv-scan-shell-1";
const SHELL_PATHS = ["/web/assets/", "/web/static/", "/inv_handheld/static/"];
const TEXTS = "/web/webclient/translations";

/** Addresses of this page that the next start without a network needs. */
function getShellAddresses() {
    const entries = globalThis.performance.getEntriesByType("resource");
    return entries
        .map((entry) => new URL(entry.name))
        .filter((url) => url.origin === browser.location.origin)
        .filter(
            (url) =>
                url.pathname === TEXTS ||
                SHELL_PATHS.some((prefix) => url.pathname.startsWith(prefix))
        )
        .map((url) => url.href);
}

/**
 * Register the service worker and put the shell into its cache: the first visit
 * loads before the worker is there. Resolves with whether the shell is kept.
 */
export async function keepShell() {
    const {serviceWorker} = browser.navigator;
    if (!serviceWorker || !globalThis.caches) {
        return false;
    }
    try {
        await serviceWorker.register("/scan/service-worker.js", {scope: "/scan"});
        await serviceWorker.ready;
        const cache = await globalThis.caches.open(CACHE);
        const known = new Set((await cache.keys()).map((request) => request.url));
        const addresses = getShellAddresses().filter((url) => !known.has(url));
        await Promise.all(addresses.map((url) => cache.add(url).catch(() => {})));
        const page = new URL("/scan", browser.location.origin).href;
        if (!known.has(page)) {
            const response = await browser.fetch("/scan");
            if (response.ok && !response.redirected) {
                await cache.put("/scan", response);
            }
        }
        // Ask the browser not to throw the log away when the disk is full.
        await globalThis.navigator.storage?.persist?.();
        return true;
    } catch {
        return false;
    }
}
