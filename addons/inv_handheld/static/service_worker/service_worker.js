/*
 * Serves the shell of the scan station without a network.
 *
 * Kept: the page (the same for every user), its bundles, fonts, texts and libraries.
 * Never kept: anything that a user sees or says; requests with data go to the network.
 */
const SHELL = "inv-scan-shell-1";
const PAGE = "/scan";
const STATIC = ["/web/assets/", "/web/static/", "/inv_handheld/static/"];
const TEXTS = "/web/webclient/translations";

globalThis.addEventListener("install", () => globalThis.skipWaiting());

globalThis.addEventListener("activate", (ev) => {
    ev.waitUntil(
        Promise.all([
            globalThis.clients.claim(),
            caches
                .keys()
                .then((names) =>
                    Promise.all(
                        names
                            .filter(
                                (name) =>
                                    name.startsWith("inv-scan-shell") && name !== SHELL
                            )
                            .map((name) => caches.delete(name))
                    )
                ),
        ])
    );
});

/** Keep an answer under `key`: only complete ones of this server. */
async function keep(key, response) {
    if (response.ok && response.type === "basic" && !response.redirected) {
        const cache = await caches.open(SHELL);
        await cache.put(key, response.clone());
    }
    return response;
}

/** The network first: a new version is used as soon as it can be loaded. */
async function networkFirst(request, key) {
    let response;
    try {
        response = await fetch(request);
    } catch (error) {
        const kept = await caches.match(key);
        if (kept) {
            return kept;
        }
        throw error;
    }
    // A proxy answers for a server that is being restarted.
    if (response.status >= 500) {
        return (await caches.match(key)) || response;
    }
    return keep(key, response);
}

/** The cache first: the address of a bundle changes with its content. */
async function cacheFirst(request) {
    const kept = await caches.match(request);
    return kept || keep(request, await fetch(request));
}

globalThis.addEventListener("fetch", (ev) => {
    const {request} = ev;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== globalThis.location.origin) {
        return;
    }
    if (request.mode === "navigate") {
        if (url.pathname === PAGE) {
            ev.respondWith(networkFirst(request, PAGE));
        }
    } else if (url.pathname === TEXTS) {
        ev.respondWith(networkFirst(request, request.url));
    } else if (STATIC.some((prefix) => url.pathname.startsWith(prefix))) {
        ev.respondWith(cacheFirst(request));
    }
});
