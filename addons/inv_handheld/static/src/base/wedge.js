//: A scanner types faster than this, a person does not [ms between keys].
const SCANNER_GAP = 60;
//: After this pause a code without Enter is complete [ms].
export const PAUSE = 150;
const SHORTEST = 3;
export const FNC1 = "\u001d";

/**
 * Collects the keystrokes of a scanner ("keyboard wedge") into codes.
 *
 * `press` takes one key and returns a code when it is complete, else null. GS1's
 * separator is kept, however the scanner sends it: as control character, as Ctrl+] or
 * as Alt+029 on the number block.
 */
export class WedgeBuffer {
    constructor() {
        this.clear();
    }

    clear() {
        this.text = "";
        this.alt = "";
        this.last = 0;
        this.slowest = 0;
    }

    get isEmpty() {
        return !this.text && !this.alt;
    }

    /** Whether what is in the buffer was typed by a machine. */
    get isFast() {
        return this.text.length >= SHORTEST && this.slowest <= SCANNER_GAP;
    }

    press({key, ctrlKey = false, altKey = false, metaKey = false}, time) {
        if (isEnd(key)) {
            return this.take();
        }
        // Shift, Alt, arrows and the like carry no character.
        const isCharacter = key.length === 1 && !metaKey;
        if (isCharacter) {
            this.measure(time);
            this.add(key, ctrlKey, altKey);
        }
        return null;
    }

    add(key, ctrlKey, altKey) {
        if (altKey) {
            this.alt += key;
        } else if (ctrlKey) {
            this.text += key === "]" ? FNC1 : "";
        } else {
            this.text += key;
        }
    }

    /** Alt was let go: the digits typed with it are one character. */
    releaseAlt() {
        if (/^0?29$/.test(this.alt)) {
            this.text += FNC1;
        } else {
            this.text += this.alt;
        }
        this.alt = "";
    }

    measure(time) {
        if (this.text && time - this.last > PAUSE * 4) {
            this.clear();
        }
        if (this.last) {
            this.slowest = Math.max(this.slowest, time - this.last);
        }
        this.last = time;
    }

    /** Return the code in the buffer when a machine typed it, and start anew. */
    take() {
        this.releaseAlt();
        const code = this.isFast ? this.text : null;
        this.clear();
        return code;
    }
}

function isEnd(key) {
    return key === "Enter" || key === "Tab";
}

function isEditable(element) {
    return Boolean(element?.matches?.("input, textarea, [contenteditable=true]"));
}

/** Listens to a document; what is typed into fields passes, unless it was a scan. */
class WedgeListener {
    constructor(onCode, target) {
        Object.assign(this, {onCode, target, timer: null, field: null});
        this.buffer = new WedgeBuffer();
        this.listeners = {
            keydown: (ev) => ev.key && this.onKeydown(ev),
            keyup: (ev) => ev.key === "Alt" && this.buffer.releaseAlt(),
            paste: (ev) => this.onPaste(ev),
        };
    }

    start() {
        for (const [name, listener] of Object.entries(this.listeners)) {
            this.target.addEventListener(name, listener, {capture: true});
        }
    }

    stop() {
        clearTimeout(this.timer);
        for (const [name, listener] of Object.entries(this.listeners)) {
            this.target.removeEventListener(name, listener, {capture: true});
        }
    }

    onKeydown(ev) {
        this.rememberField(ev.target);
        clearTimeout(this.timer);
        const code = this.buffer.press(ev, ev.timeStamp);
        if (isEnd(ev.key)) {
            if (this.finish(code)) {
                ev.preventDefault();
                ev.stopPropagation();
            }
            return;
        }
        if (ev.ctrlKey && ev.key === "]") {
            ev.preventDefault();
        }
        if (!this.buffer.isEmpty) {
            this.timer = setTimeout(() => this.finish(this.buffer.take()), PAUSE);
        }
    }

    /** Note what a field held before the first key of what may be a scan. */
    rememberField(element) {
        if (this.buffer.isEmpty) {
            this.field = isEditable(element) ? {element, value: element.value} : null;
        }
    }

    /** Pass a code on; a field that swallowed it gets back what it held. */
    finish(code) {
        const {field} = this;
        this.field = null;
        if (!code) {
            return false;
        }
        if (field) {
            Object.assign(field.element, {value: field.value});
            field.element.dispatchEvent(new Event("input", {bubbles: true}));
        }
        this.onCode(code);
        return true;
    }

    onPaste(ev) {
        if (!isEditable(ev.target)) {
            const text = ev.clipboardData?.getData("text") || "";
            splitCodes(text).forEach(this.onCode);
        }
    }
}

/**
 * Listen to the whole document, so that no field can swallow a scan.
 *
 * @param {Function} onCode (code) => void
 * @returns {Function} stops listening
 */
export function listenToWedge(onCode, target = document) {
    const listener = new WedgeListener(onCode, target);
    listener.start();
    return () => listener.stop();
}

/** Return the codes of pasted or typed lines, for example the export of a reader. */
export function splitCodes(text) {
    return text
        .split(/[\r\n\t]+/)
        .map((line) => line.trim())
        .filter(Boolean);
}
