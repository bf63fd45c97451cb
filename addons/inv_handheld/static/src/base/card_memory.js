const PREFIX = "card:";
const MOST = 100;
//: Older figures help nobody [ms].
const OLDEST = 12 * 3600 * 1000;

/** The cards that were looked up last, for places without a network. */
export class CardMemory {
    constructor(database, owner) {
        this.database = database;
        this.owner = owner;
    }

    key(scan) {
        return `${PREFIX}${this.owner.company}:${this.owner.user}:${scan}`;
    }

    async all() {
        const rows = await this.database.all("kept");
        return rows.filter((row) => row.key.startsWith(PREFIX));
    }

    async keep(scan, card) {
        // What is hidden from the user is not in the card; a place in a count is not kept.
        if (card.is_hidden || card.hidden) {
            return;
        }
        await this.database.keep(this.key(scan), card);
        const rows = (await this.all()).sort((a, b) => b.time - a.time);
        const old = rows.slice(MOST).map((row) => row.key);
        if (old.length) {
            await this.database.remove("kept", ...old);
        }
    }

    /** Return the card and the moment of its figures, or undefined. */
    async recall(scan) {
        const row = await this.database.recall(this.key(scan));
        return row && Date.now() - row.time < OLDEST ? row : undefined;
    }

    async forget() {
        const keys = (await this.all()).map((row) => row.key);
        if (keys.length) {
            await this.database.remove("kept", ...keys);
        }
    }
}
