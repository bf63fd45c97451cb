const WINDOW = 18;
//: The ring of a blind read is full after this long [s].
const FULL_SECONDS = 60;

/** Tags of one bulk read: each once, with its first and last moment. */
export class TagReads {
    constructor(clock = () => Date.now()) {
        this.clock = clock;
        this.tags = {};
        this.seconds = 0;
        this.fresh = 0;
        this.rates = [];
    }

    get count() {
        return Object.keys(this.tags).length;
    }

    get rate() {
        return this.rates.at(-1) || 0;
    }

    get timeShare() {
        return Math.min(this.seconds / FULL_SECONDS, 1);
    }

    /** Heights of the bars of the last seconds, from 0 to 1. */
    get bars() {
        const most = Math.max(...this.rates, 1);
        return this.rates.map((rate) => rate / most);
    }

    /** Note reads; return how many tags are new. */
    add(codes) {
        const now = this.clock();
        let fresh = 0;
        for (const code of codes.map((one) => one.trim()).filter(Boolean)) {
            const tag = this.tags[code];
            if (tag) {
                tag.count += 1;
                tag.last = now;
            } else {
                this.tags[code] = {
                    epc: code,
                    first: now,
                    last: now,
                    count: 1,
                    isSent: false,
                };
                fresh += 1;
            }
        }
        this.fresh += fresh;
        return fresh;
    }

    tick() {
        this.seconds += 1;
        this.rates = [...this.rates, this.fresh].slice(-WINDOW);
        this.fresh = 0;
    }

    /** Reads that were not sent yet, marked as sent. */
    takeNew() {
        const tags = Object.values(this.tags).filter(({isSent}) => !isSent);
        for (const tag of tags) {
            tag.isSent = true;
        }
        return tags.map(({epc, first, last, count}) => ({epc, first, last, count}));
    }

    giveBack(reads) {
        for (const {epc} of reads) {
            this.tags[epc].isSent = false;
        }
    }
}
