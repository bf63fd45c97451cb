/** A new UUID (version 4) for an event, a photo or a device. */
export function makeKey() {
    if (globalThis.crypto?.randomUUID) {
        return globalThis.crypto.randomUUID();
    }
    // Without HTTPS there is no randomUUID, but there are random bytes.
    const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] % 16) + 64;
    bytes[8] = (bytes[8] % 64) + 128;
    const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(
        ""
    );
    return [
        text.slice(0, 8),
        text.slice(8, 12),
        text.slice(12, 16),
        text.slice(16, 20),
        text.slice(20),
    ].join("-");
}
