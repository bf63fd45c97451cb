import {browser} from "@web/core/browser/browser";

/** [frequency, end frequency, start, length] in Hz and ms; vibration in ms. */
export const SIGNALS = {
    ok: {tones: [[1200, 1200, 0, 80]], vibrate: [30]},
    duplicate: {
        tones: [
            [800, 800, 0, 80],
            [800, 800, 140, 80],
        ],
        vibrate: [30, 60, 30],
    },
    unknown: {tones: [[300, 300, 0, 250]], vibrate: [150]},
    wrong: {
        tones: [0, 1, 2].map((turn) => [600, 300, turn * 350, 300]),
        vibrate: [300, 100, 300],
    },
    done: {tones: [[800, 1200, 0, 220]], vibrate: [60]},
};

/** Tones and vibration; never the only sign of anything. */
export class Feedback {
    constructor(settings) {
        this.settings = settings;
        this.context = null;
    }

    /** @param {"ok"|"duplicate"|"unknown"|"wrong"|"done"} name */
    play(name) {
        const signal = SIGNALS[name];
        if (!signal) {
            return;
        }
        if (this.settings.vibration) {
            browser.navigator.vibrate?.(signal.vibrate);
        }
        if (this.settings.sound) {
            this.sound(signal.tones);
        }
    }

    sound(tones) {
        const Context = globalThis.AudioContext;
        if (!Context) {
            return;
        }
        this.context ||= new Context();
        // A page may only sound after the first touch; until then it stays silent.
        if (this.context.state === "suspended") {
            this.context.resume().catch(() => {});
        }
        const volume = (this.settings.volume / 100) * 0.5;
        for (const [from, to, start, length] of tones) {
            const begin = this.context.currentTime + start / 1000;
            const end = begin + length / 1000;
            const oscillator = this.context.createOscillator();
            const gain = this.context.createGain();
            oscillator.frequency.setValueAtTime(from, begin);
            oscillator.frequency.linearRampToValueAtTime(to, end);
            gain.gain.setValueAtTime(volume, begin);
            gain.gain.linearRampToValueAtTime(0, end);
            oscillator.connect(gain).connect(this.context.destination);
            oscillator.start(begin);
            oscillator.stop(end);
        }
    }
}
