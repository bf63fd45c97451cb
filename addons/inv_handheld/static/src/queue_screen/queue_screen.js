import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {Frame} from "../frame/frame";
import {RefusedLine} from "./refused_line/refused_line";
import {useStation} from "../base/hooks";
import {formatTime} from "../base/format";

const FEW = 5;
const MEGABYTE = 1e6;

/** What waits on this device: since when, what needs a choice, the scans in order. */
export class QueueScreen extends Component {
    static template = "inv_handheld.QueueScreen";
    static components = {Frame, RefusedLine};
    static props = {};

    setup() {
        this.station = useStation();
        this.state = useState({isOpen: false, isTrying: false});
    }

    get waiting() {
        // Read the counters, so that a change of the queue draws the screen again.
        const {waiting, refused} = this.station.state;
        return waiting + refused >= 0 ? this.station.queue.waiting : [];
    }

    get refused() {
        return this.station.state.refused ? this.station.queue.refused : [];
    }

    get subtitle() {
        const count = this.station.state.waiting;
        return count ? _t("%s kept on this device", count) : _t("Nothing is waiting");
    }

    get band() {
        const {problem, since} = this.station.state;
        const time = since && formatTime(since);
        const bands = {
            offline: {
                icon: "fa-wifi",
                title: _t("No network since %s", time),
                text: _t(
                    "Go on scanning. Every scan is saved here and sent in order later."
                ),
            },
            logged_out: {
                icon: "fa-lock",
                title: _t("You are logged out"),
                text: _t("Your scans are saved here. Log in to send them."),
            },
            server: {
                icon: "fa-server",
                title: _t("The server does not answer since %s", time),
                text: _t("Go on scanning. The station tries again by itself."),
            },
        };
        return bands[problem] || null;
    }

    /** Lines of the list: events in order, photos last. */
    get lines() {
        const events = this.waiting.map((row) => ({
            key: row.uuid,
            time: formatTime(row.time),
            icon: row.icon || "fa-barcode",
            label: row.label || row.scan || row.task,
            detail: row.detail || "",
        }));
        const photos = this.station.photos.waiting.map((photo) => ({
            key: photo.uuid,
            time: formatTime(photo.time),
            icon: "fa-camera",
            label: _t("Photo, %s MB", (photo.size / MEGABYTE).toFixed(1)),
            detail: _t("after the scans"),
        }));
        return [...events, ...photos];
    }

    get shown() {
        return this.state.isOpen ? this.lines : this.lines.slice(0, FEW);
    }

    get more() {
        return _t("Show %s more", this.lines.length - FEW);
    }

    get refusedPhotos() {
        return this.station.state.refused ? this.station.photos.refused : [];
    }

    async tryNow() {
        this.state.isTrying = true;
        try {
            await this.station.retry();
        } finally {
            this.state.isTrying = false;
        }
    }

    logIn() {
        browser.location.assign("/web/login?redirect=/scan");
    }
}
