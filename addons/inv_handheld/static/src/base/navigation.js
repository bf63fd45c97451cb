/** Screens on a stack, and what lies over them: sheet, alarm, camera, number of more. */
export class Navigation {
    get screen() {
        return this.state.screens.at(-1);
    }

    /** Open a screen: home, queue, settings, or {name: "task", code, state, data}. */
    open(screen) {
        const entry = typeof screen === "string" ? {name: screen} : screen;
        this.closeOverlay();
        this.notify(null);
        if (entry.name === this.screen.name && entry.name !== "task") {
            return;
        }
        this.state.screens.push(entry);
    }

    /** Open a task in a state; a task that is on top already gets the new data. */
    openTask(code, state = "", data = {}) {
        const {screen} = this;
        if (screen.name === "task" && screen.code === code) {
            Object.assign(screen, {state, data, stamp: (screen.stamp || 0) + 1});
            this.closeOverlay();
            return;
        }
        this.open({name: "task", code, state, data, stamp: 0});
    }

    /** Back: closes what lies over the screen first. An alarm wants an answer. */
    back() {
        if (this.state.alarm) {
            return;
        }
        if (this.state.overlay || this.state.sheet) {
            this.closeOverlay();
        } else if (this.state.screens.length > 1) {
            this.state.screens.pop();
            this.notify(null);
        }
    }

    goHome() {
        this.closeOverlay();
        this.state.screens.splice(1);
    }

    openOverlay(name) {
        this.state.overlay = name;
    }

    closeOverlay() {
        this.state.overlay = null;
        this.state.sheet = null;
    }

    /**
     * Ask or tell something in an amber sheet over the lower half of the screen.
     *
     * @param {Object} sheet {title, text, kind, buttons: [{label, primary, onClick}]}
     */
    openSheet(sheet) {
        this.state.sheet = sheet;
    }

    closeAlarm() {
        this.state.alarm = null;
    }
}
