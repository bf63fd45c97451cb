const NAME = "inv_scan_station";
const VERSION = 1;
const STORES = {events: "uuid", photos: "uuid", kept: "key"};

/** Turn one request of IndexedDB into a promise. */
function result(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

/**
 * What the device keeps: `events` and `photos` that wait, and `kept` (what was seen
 * last, without secrets). A value is written when the promise resolves.
 */
export class StationDatabase {
    constructor(name = NAME) {
        this.name = name;
        this.opening = null;
    }

    open() {
        if (!this.opening) {
            const request = globalThis.indexedDB.open(this.name, VERSION);
            request.onupgradeneeded = () => {
                for (const [store, keyPath] of Object.entries(STORES)) {
                    request.result.createObjectStore(store, {keyPath});
                }
            };
            this.opening = result(request);
        }
        return this.opening;
    }

    async all(store) {
        const database = await this.open();
        return result(database.transaction(store).objectStore(store).getAll());
    }

    async get(store, key) {
        const database = await this.open();
        return result(database.transaction(store).objectStore(store).get(key));
    }

    put(store, ...values) {
        return this.write(store, (objects) =>
            values.forEach((row) => objects.put(row))
        );
    }

    remove(store, ...keys) {
        return this.write(store, (objects) =>
            keys.forEach((key) => objects.delete(key))
        );
    }

    /** Write in one transaction; resolves when it is on the disk. */
    async write(store, change) {
        const database = await this.open();
        return new Promise((resolve, reject) => {
            const transaction = database.transaction(store, "readwrite", {
                durability: "strict",
            });
            transaction.oncomplete = () => resolve();
            transaction.onabort = () => reject(transaction.error);
            change(transaction.objectStore(store));
        });
    }

    /** Remember one value under a name, `undefined` forgets it. */
    keep(key, value) {
        return value === undefined
            ? this.remove("kept", key)
            : this.put("kept", {key, value, time: Date.now()});
    }

    /** Return `{value, time}` of a name, or undefined. */
    recall(key) {
        return this.get("kept", key);
    }

    async close() {
        const database = await this.opening;
        database?.close();
        this.opening = null;
    }
}
