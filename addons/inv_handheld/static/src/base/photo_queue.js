import {EventBus} from "@odoo/owl";
import {makeKey} from "./keys";

/** Photos that wait on the device; sent one by one, after all events. */
export class PhotoQueue {
    constructor({database, send, owner, clock = () => Date.now()}) {
        Object.assign(this, {database, send, owner, clock});
        this.bus = new EventBus();
        this.photos = [];
        this.running = null;
    }

    async load() {
        const rows = await this.database.all("photos");
        this.photos = rows.sort((a, b) => a.time - b.time);
        this.bus.trigger("change");
    }

    get waiting() {
        return this.photos.filter(
            (photo) => photo.status === "waiting" && photo.user === this.owner.user
        );
    }

    get refused() {
        return this.photos.filter((photo) => photo.status === "refused");
    }

    /** Keep a photo for the event with this key; resolves when it is on the disk. */
    async append(event, blob) {
        const photo = {
            uuid: makeKey(),
            event,
            blob,
            size: blob.size,
            time: this.clock(),
            user: this.owner.user,
            status: "waiting",
        };
        await this.database.put("photos", photo);
        this.photos.push(photo);
        this.bus.trigger("change");
        return photo;
    }

    /** Send what waits; a failure is thrown, the rest waits for the next time. */
    flush() {
        this.running ||= this.run().finally(() => {
            this.running = null;
        });
        return this.running;
    }

    async run() {
        for (const photo of this.waiting) {
            const {refused} = await this.send(photo);
            if (refused) {
                Object.assign(photo, {status: "refused", message: refused});
                await this.database.put("photos", photo);
            } else {
                await this.remove(photo);
            }
            this.bus.trigger("change");
        }
    }

    async remove(photo) {
        await this.database.remove("photos", photo.uuid);
        this.photos = this.photos.filter((row) => row !== photo);
        this.bus.trigger("change");
    }
}
